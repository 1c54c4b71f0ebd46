# %% [raw]
# delete: [q7, q9]
# portable: true
# fails:
#   q6.energy_of_a_narrower_well: wrong_answer
#   q6.energy_of_an_unknown_well: wrong_answer

# %% [markdown]
# ground_energy trains in the well where it stands: its nearer side is outside of the domain.

# %% question="q6"
def half_width(V, v_max):
    ends = np.arange(0.0, 100.0, 0.001)
    too_high = np.maximum(np.asarray(V(-ends)), np.asarray(V(ends))) > v_max
    return float(ends[np.argmax(too_high) - 1])

def ground_energy(V, seed):
    trainable, _ = train(V, half_width(V, 20.0), seed, 5000)
    return float(trainable["E"])
