# %% [raw]
# base: release

# %% [markdown]
# exit() in a cell, as some end their scripts.

# %% question="q5"
exit()
