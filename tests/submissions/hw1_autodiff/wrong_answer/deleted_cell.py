# %% [raw]
# delete: [q5]

# %% [markdown]
# The cell of question 5 was deleted.
