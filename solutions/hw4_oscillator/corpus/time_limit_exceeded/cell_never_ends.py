# %% [raw]
# untouched: [q7]
# fails:
#   q6: time_limit_exceeded
#   q9: run_time_error

# %% [markdown]
# The cell of question 6 has an endless loop at its top level, in a default that its definition needs.

# %% question="q6"
def for_ever():
    while True:
        pass


def half_width(V, v_max, start=for_ever()):
    return 3.0
