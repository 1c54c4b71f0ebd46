# %% [markdown]
# Every answer is the reference's.
