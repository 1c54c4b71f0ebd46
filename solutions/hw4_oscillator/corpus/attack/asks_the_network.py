# %% [raw]
# base: release
# quick: true
# fails:
#   q5: wrong_answer

# %% [markdown]
# Asks a name server, a web server and a package index for the answer.

# %% question="q5"
import socket
import subprocess
import urllib.request

for ask in (
    lambda: socket.getaddrinfo("example.org", 80),
    lambda: socket.create_connection(("1.1.1.1", 53), timeout=1),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("8.8.8.8", 53)),
    lambda: urllib.request.urlopen("http://127.0.0.1:8888", timeout=1),
    lambda: subprocess.run(["ping", "-c", "1", "-W", "1", "1.1.1.1"], check=True),
):
    try:
        answer = ask()
    except (OSError, subprocess.CalledProcessError):
        answer = 0.0


def rayleigh_quotient(psi, params, V, x):
    return float(isinstance(answer, float)) - 1.0 if isinstance(answer, float) else 0.5
