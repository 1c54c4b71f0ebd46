# %% [raw]
# quick: true
# delete: [q6, q7, q9]
# fails:
#   q4: time_limit_exceeded

# %% [markdown]
# train goes on until the loss is zero, which it never is.

# %% question="q4"
def train(V, L, seed, steps):
    loss = 1.0
    while loss > 0:
        loss = loss / 2 + 1e-9
    return {"net": init_params(seed), "E": 0.5}, np.zeros((steps, 2))
