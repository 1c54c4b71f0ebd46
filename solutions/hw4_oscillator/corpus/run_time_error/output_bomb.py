# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# Prints as long as it can.

# %% question="q5"
while True:
    print("x" * 1000)
