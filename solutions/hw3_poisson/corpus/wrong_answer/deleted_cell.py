# %% [raw]
# base: release
# delete: [q6]
# portable: true

# %% [markdown]
# Nothing done, and the cell of question 6 deleted.
