# %% [raw]
# delete: [q5]
# portable: true

# %% [markdown]
# The cell of question 5 was deleted.
