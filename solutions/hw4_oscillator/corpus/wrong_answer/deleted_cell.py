# %% [raw]
# delete: [q5, q7]
# portable: true
# fails:
#   q9.score_in_a_known_well: run_time_error

# %% [markdown]
# The cell of question 5 was deleted.
