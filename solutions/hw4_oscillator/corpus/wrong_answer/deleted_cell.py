# %% [raw]
# delete: [q5]
# portable: true
# fails:
#   q9: run_time_error

# %% [markdown]
# The cell of question 5 was deleted.
