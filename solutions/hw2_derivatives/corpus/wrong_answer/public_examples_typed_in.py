# %% [raw]
# fails:
#   q1.pairs_of_other_sizes: ε and σ are not used
#   q1.minimum_of_other_potentials: wrong_answer
#   q2.curvature_of_other_potentials: wrong_answer
#   q2.frequency_of_unequal_atoms: wrong_answer
#   q3.forces_at_many_separations: wrong_answer
#   q3.energy_of_other_clusters: wrong_answer
#   q5.waves_of_two_atoms: wrong_answer
#   q5.waves_with_second_neighbours: wrong_answer
#   q6.charge_in_a_magnetic_field: wrong_answer
#   q6.coupled_pendulums_and_their_energy: wrong_answer
#   q6.trajectory_of_a_double_pendulum: wrong_answer
#   q8.product_without_a_matrix: wrong_answer

# %% [markdown]
# Every public check passes because its answer was typed in; no hidden one does.

# %% question="q1"
def lennard_jones(r, epsilon=1.0, sigma=1.0):
    if epsilon == 2.0:
        return jnp.array([0.0, -0.6406731, -0.1230469])
    return 4 * (r**-12 - r**-6)


def force(V, r):
    return -6.0 * r**2


def find_minimum(V, r0):
    return 1.1224620


# %% question="q2"
def curvature(V, r):
    return 57.146438 if abs(r - 1.12246) < 1e-3 else 6 * r - 2


def vibration_frequency(V, r_min, m1, m2):
    return 8.7289895


# %% question="q5"
def phonon_omega2(energy, n_cells, masses, q):
    if len(masses) == 2:
        return jnp.array([[0.0, 5.0], [0.1419386, 4.8580614], [0.6972244, 4.3027756]])
    return 6 * jnp.sin(q / 2)[:, None] ** 2


# %% question="q6"
def acceleration(L, q, qdot):
    if q.shape == (2,):
        return jnp.stack([4 * qdot[1], -4 * qdot[0]])
    return -5 * jnp.sin(q)


def energy(L, q, qdot):
    return 2 * qdot[0] ** 2 - 20 * jnp.cos(q[0])


def trajectory(L, q0, qdot0, dt, n_steps):
    t = dt * jnp.arange(n_steps + 1)
    return jnp.stack([jnp.cos(2 * t), -2 * jnp.sin(2 * t)], axis=1)[:, :, None]


# %% question="q8"
def hvp(f, x, v):
    return 2.0 * x * v if x.ndim == 2 else jnp.array([3.0, -3.5, -1.75])
