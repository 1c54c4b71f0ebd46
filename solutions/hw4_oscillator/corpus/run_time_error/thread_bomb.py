# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# Starts threads as long as it can.

# %% question="q5"
import threading
import time

while True:
    threading.Thread(target=time.sleep, args=[60], daemon=True).start()
