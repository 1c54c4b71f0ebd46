# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# Writes files as long as it can.

# %% question="q5"
number = 0
while True:
    with open(f"/tmp/{number}", "wb") as file:
        file.write(bytes(2**22))
    number += 1
