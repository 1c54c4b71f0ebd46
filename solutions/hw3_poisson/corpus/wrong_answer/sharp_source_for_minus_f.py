# %% [raw]
# delete: [q5, q7, q9]
# portable: true
# fails:
#   q11: 'the sign of f: this solves u″ = −f'

# %% [markdown]
# The challenge, with u″ + f = 0 in the equations.

# %% question="q11"
def solve_accurately(f, seed):
    rng = np.random.default_rng(seed)
    bends, slopes = np.linspace(-0.2, np.pi + 0.2, 120), rng.choice([-1.0, 1.0], 120) * rng.uniform(5.0, 15.0, 120)
    hidden = (slopes[:, None], -slopes * bends)
    x = np.linspace(0.0, np.pi, 300)
    units = np.tanh(np.outer(x, slopes) + hidden[1])
    curved = -2 * units * (1 - units**2) * slopes**2
    ends = np.append(units[[0, -1]], np.ones((2, 1)), axis=1)
    A = np.vstack([np.append(curved, np.zeros((300, 1)), axis=1), ends])
    *last, bias = np.linalg.lstsq(A, np.append(-np.asarray(f(x)), [0.0, 0.0]), rcond=1e-6)[0]
    return [hidden, (np.array([last]), np.array([bias]))]
