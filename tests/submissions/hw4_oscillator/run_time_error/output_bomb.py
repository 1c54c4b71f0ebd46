# %% [raw]
# base: release

# %% [markdown]
# Prints as long as it can.

# %% question="q5"
while True:
    print("x" * 1000)
