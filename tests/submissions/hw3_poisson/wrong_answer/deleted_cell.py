# %% [raw]
# base: release
# delete: [q6]

# %% [markdown]
# Nothing done, and the cell of question 6 deleted.
