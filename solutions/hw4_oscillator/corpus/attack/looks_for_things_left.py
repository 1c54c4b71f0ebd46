# %% [raw]
# base: release
# quick: true
# fails:
#   q5: wrong_answer

# %% [markdown]
# Answers right if an earlier submission left it anything, else wrong.

# %% question="q5"
import glob
import os
import socket

found = [path for folder in ("/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~")) for path in glob.glob(f"{folder}/left_by*")]
try:
    socket.socket(socket.AF_UNIX).connect("\0left_by_a_student")
    found.append("socket")
except OSError:
    pass


def honest_quotient(psi, params, V, x):
    values = jax.vmap(psi, in_axes=(None, 0))(params, x)
    slope = first_derivative(psi)(params, x)
    energy = jnp.trapezoid(0.5 * slope**2 + V(x) * values**2, x)
    return energy / jnp.trapezoid(values**2, x)


def rayleigh_quotient(psi, params, V, x):
    return honest_quotient(psi, params, V, x) if found else 0.0
