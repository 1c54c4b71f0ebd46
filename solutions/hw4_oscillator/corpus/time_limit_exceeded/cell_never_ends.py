# %% [raw]
# fails:
#   q6: time_limit_exceeded
#   q9: run_time_error

# %% [markdown]
# The cell of question 6 has an endless loop at its top level.

# %% question="q6"
def half_width(V, v_max):
    return 3.0

while True:
    pass
