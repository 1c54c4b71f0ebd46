# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# HTML, terminal commands, NUL and formulas in the names and texts of exceptions and outputs.

# %% question="q5"
markup = "<script>alert(1)</script>\x1b[2J\x1b]0;owned\x07\0=HYPERLINK(1)\u202e</pre>&lt;"
print(markup)


def rayleigh_quotient(psi, params, V, x):
    print(markup)
    raise type(markup.replace("\0", ""), (Exception,), {})(markup)
