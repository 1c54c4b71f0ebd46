# %% [raw]
# base: release
# quick: true
# fails:
#   q5: time_limit_exceeded

# %% [markdown]
# Ignores every signal and catches every exception.

# %% question="q5"
import signal

for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD}:
    signal.signal(number, signal.SIG_IGN)
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
