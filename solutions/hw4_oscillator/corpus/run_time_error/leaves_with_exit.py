# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# exit() in a cell, as some end their scripts.

# %% question="q5"
exit()
