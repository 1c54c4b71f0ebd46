# %% [raw]
# delete: [q7, q9]
# portable: true
# fails:
#   q6.half_width_of_harmonic_wells: only one of the two ends is looked at, and it is the farther one
#   q6.half_width_of_other_wells: only one of the two ends is looked at, and it is the farther one

# %% [markdown]
# half_width looks at the right end only; whole wells are twice as wide as half ones.

# %% question="q6"
def half_width(V, v_max):
    L = 0.0
    while V(L) < v_max:
        L += 0.005
    return L

def ground_energy(V, seed):
    grid = np.linspace(-5.0, 5.0, 1001)
    lowest = grid[np.argmin(V(grid))]
    moved = lambda x: V(x + lowest)
    return float(train(moved, half_width(moved, 20.0), seed, 5000)[0]["E"])
