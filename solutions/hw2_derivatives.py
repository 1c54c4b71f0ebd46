# %% [raw]
# # ASSIGNMENT CONFIG
# name: hw2_derivatives

# %% [markdown]
# # Homework 2: physics by differentiation
#
# Write down one number, and let the machine differentiate. A surprising amount of physics is exactly that:
#
# | you write | you differentiate | and get |
# |---|---|---|
# | the energy of a cluster of atoms | once, twice by the positions | forces, vibrations, phonons |
# | the Lagrangian of a mechanism | by velocities and coordinates | its equation of motion |
# | the free energy of a magnet | twice by the field | its susceptibility |
#
# In this homework you write one short function for each line of the table. None of them knows *which* atoms, *which*
# mechanism or *which* magnet: those come in as arguments. The public checks try examples that you can work out on
# paper; more tests, with other potentials, masses and sizes, run when your notebook is graded.
#
# *Allow about eight hours. Write functions that use their arguments, and nothing but their arguments; write them with
# `jnp`, not with `np`, so that they can be differentiated.*
#
# **Reading.** Automatic differentiation: Baydin, Pearlmutter, Radul & Siskind,
# [*J. Mach. Learn. Res.* **18**, 153 (2018)](https://arxiv.org/abs/1502.05767), and JAX's own
# [autodiff cookbook](https://docs.jax.dev/en/latest/notebooks/autodiff_cookbook.html). Atoms by autodiff: Schoenholz
# & Cubuk, [JAX MD, arXiv:1912.04232](https://arxiv.org/abs/1912.04232).

# %%
from lecture08_utils import begin, check

begin("hw2_derivatives")

import jax
import jax.numpy as jnp
import numpy as np

from lecture08_utils.clusters import axial_springs, dimer, linear_trimer, triangle
from lecture08_utils.plots_derivatives import plot_modes, plot_pair_potential

jnp.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## Six facts about JAX that this homework leans on
#
# 1. **`jax.grad(f)` is a function.** It takes what `f` takes and gives the derivative by the *first* argument;
#    `jax.grad(f, argnums=1)` differentiates by the second. Of `f` it wants one number, shape `()`, and floating-point
#    input: `jax.grad(f)(2)` is an error, `jax.grad(f)(2.0)` is not.
# 2. **A derivative has the shape of what you differentiate by.** By an array of positions of shape `(N, 3)` it is an
#    array `(N, 3)`. By a *pytree*, that is any nesting of dicts, lists and tuples with arrays at the leaves, it is a
#    pytree of the same structure. `jax.hessian(f)` has the shape of the input twice over: `(N, 3, N, 3)`.
# 3. **Write for one sample, then `vmap`.** If `f(a, x)` takes one number `x`, then `jax.vmap(f, in_axes=(None, 0))`
#    takes an array `x` of shape `(n,)` and returns `(n,)`: `0` walks along axis 0 of that argument, `None` hands the
#    same `a` to everybody. Differentiating first and mapping afterwards keeps shapes like `(n, n)` away.
# 4. **Derivatives come in two directions.** `jax.jvp(f, (x,), (v,))` returns the pair $f(x)$, $J v$: how the output
#    moves if the input moves along $v$ (forward mode). `jax.vjp(f, x)` returns $f(x)$ and a function that gives
#    $J^{T} w$ (reverse mode; `jax.grad` is this with $w=1$). `jax.hessian` is one on top of the other:
#    `jax.jacfwd(jax.jacrev(f))`.
# 5. **Numbers are `float32`** unless you ask for more: seven digits. A second derivative that should be zero comes
#    out as $10^{-5}$, *with either sign*. Compare with the size of its neighbours, never with zero.
# 6. **`jax.jit(f)` compiles the whole of `f` at once.** Without it JAX compiles every single operation the first time
#    it meets it, and a Hessian consists of a hundred. So wrap the finished thing, `jax.jit(jax.hessian(f))(x)`, and
#    if you call something in a loop, make the jitted function *before* the loop.
#
# The cell below uses 1 and 3 for the slope of a potential. Call it your worked example.


# %%
def slopes_at(V, r):
    """dV/dr of a pair potential at many separations.

    Args:
        V: function r → V(r) of one separation; r and V have shape ().
        r: separations, shape (n,).

    Returns:
        V′, shape (n,).

    Example:
        >>> spring = lambda r: 0.5 * 3.0 * (r - 1.0) ** 2
        >>> slopes_at(spring, jnp.array([1.0, 1.5, 2.0]))      # 3 (r - 1)
        Array([0. , 1.5, 3. ], dtype=float32)
    """
    slope_at_one = jax.grad(V)
    return jax.vmap(slope_at_one)(r)


# %% [raw]
# # BEGIN QUESTION
# name: q1

# %% [markdown]
# ## q1. Two atoms and the force between them (2 points)
#
# Two noble-gas atoms attract each other weakly at a distance and repel each other strongly when their shells touch.
# The model that everybody starts with is due to Lennard-Jones
# ([*Proc. Phys. Soc.* **43**, 461 (1931)](https://doi.org/10.1088/0959-5309/43/5/301)):
#
# $$V(r)=4\varepsilon\left[\Big(\frac{\sigma}{r}\Big)^{12}-\Big(\frac{\sigma}{r}\Big)^{6}\right].$$
#
# $\varepsilon$ is the depth of the well and $\sigma$ the separation at which $V$ crosses zero, which is *not* where
# it is lowest. We measure energies in $\varepsilon$, lengths in $\sigma$ and masses in atomic masses $m$; time then
# comes in units of $\sigma\sqrt{m/\varepsilon}$.
#
# - `lennard_jones(r, epsilon, sigma)` is the formula.
# - `force(V, r)` is the force of *any* pair potential `V`, by autodiff. Which sign makes positive mean "apart"?
# - `find_minimum(V, r0)` finds the separation at which that force vanishes, by Newton's method: $r\leftarrow
#   r-V'(r)/V''(r)$, again and again. Newton looks for $V'=0$ and cannot tell a minimum from a maximum, or from
#   infinity. It goes the right way only while $V''>0$, for Lennard-Jones while $r<1.2445\,\sigma$. Start at
#   $1.3\,\sigma$ once and watch it leave. Fact 6 above is worth a second in the loop.

# %% [raw]
# # BEGIN SOLUTION


# %%
def lennard_jones(r, epsilon=1.0, sigma=1.0):
    """The Lennard-Jones energy of two atoms.

    Args:
        r: separation in the unit of sigma, any shape.
        epsilon: depth of the well, in the unit of energy.
        sigma: separation at which V = 0, in the unit of length.

    Returns:
        V(r) in the unit of epsilon, of the shape of r.

    Example:
        >>> lennard_jones(jnp.array([1.0, 1.5]))      # 0 at r = sigma
        Array([ 0.    , -0.3203], dtype=float32)
    """
    # BEGIN SOLUTION
    sixth = (sigma / r) ** 6
    return 4.0 * epsilon * (sixth**2 - sixth)
    # END SOLUTION


def force(V, r):
    """The force between two atoms, positive if it drives them apart.

    Args:
        V: function r → V(r) of one separation; r and V have shape ().
        r: separation, floating point, shape ().

    Returns:
        −dV/dr, shape (), in energy per length.

    Example:
        >>> spring = lambda r: 0.5 * 3.0 * (r - 1.0) ** 2
        >>> force(spring, 1.5)      # stretched by 0.5: it pulls
        Array(-1.5, dtype=float32, weak_type=True)
    """
    # BEGIN SOLUTION
    return -jax.grad(V)(r)
    # END SOLUTION


def find_minimum(V, r0):
    """The separation at which a pair potential is lowest.

    Args:
        V: function r → V(r) of one separation; r and V have shape ().
        r0: where to start, shape (). V″ > 0 between r0 and the minimum and Newton's method finds its way from
            there; for Lennard-Jones that means 0.95 to 1.2 sigma.

    Returns:
        The separation, shape (), right to five digits.

    Example:
        >>> valley = lambda r: jnp.cosh(r - 2.0)
        >>> find_minimum(valley, 1.5)
        Array(2., dtype=float32, weak_type=True)
    """
    # BEGIN SOLUTION
    slope = jax.grad(V)
    curvature_of_V = jax.grad(slope)
    step = jax.jit(lambda r: r - slope(r) / curvature_of_V(r))
    r = r0
    for _ in range(30):
        r = step(r)
    return r
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2

# %% [markdown]
# ## q2. The spring inside the potential (2 points)
#
# Near its minimum every smooth potential is a spring: $V(r)\approx V(r_{\min})+\tfrac12 k\,(r-r_{\min})^2$ with
# $k=V''(r_{\min})$. Two atoms on that spring swing about their centre of mass. The relative coordinate moves as if it
# were one body of the *reduced mass* $\mu$,
#
# $$\mu\,\ddot x=-k\,x,\qquad \frac1\mu=\frac1{m_1}+\frac1{m_2},\qquad \omega=\sqrt{k/\mu}.$$
#
# What is $\mu$ of two equal masses, and of a proton bound to a wall? Keep both in mind as tests. $\omega$ is an
# *angular* frequency, in radians per unit of time; the period is $2\pi/\omega$.

# %% [raw]
# # BEGIN SOLUTION


# %%
def curvature(V, r):
    """The second derivative of a pair potential.

    Args:
        V: function r → V(r) of one separation; r and V have shape ().
        r: separation, floating point, shape ().

    Returns:
        d²V/dr², shape (), in energy per length squared.

    Example:
        >>> curvature(lambda r: r**3, 2.0)      # 6 r
        Array(12., dtype=float32, weak_type=True)
    """
    # BEGIN SOLUTION
    return jax.grad(jax.grad(V))(r)
    # END SOLUTION


def vibration_frequency(V, r_min, m1, m2):
    """Angular frequency of small vibrations of two atoms.

    Args:
        V: function r → V(r) of one separation; r and V have shape ().
        r_min: separation at which V is lowest, shape ().
        m1, m2: masses of the atoms, shape ().

    Returns:
        ω in radians per unit of time, shape ().

    Example:
        >>> spring = lambda r: 0.5 * 3.0 * (r - 1.0) ** 2
        >>> vibration_frequency(spring, 1.0, 1.0, 3.0)      # reduced mass 3/4
        Array(2., dtype=float32, weak_type=True)
    """
    # BEGIN SOLUTION
    reduced_mass = m1 * m2 / (m1 + m2)
    return jnp.sqrt(curvature(V, r_min) / reduced_mass)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# Where do the three curves cross zero, and which crossing belongs to which? For argon ($\varepsilon/k_B=120\,$K,
# $\sigma=3.4\,$Å; Rahman, [*Phys. Rev.* **136**, A405 (1964)](https://doi.org/10.1103/PhysRev.136.A405)) the unit of
# frequency is $2.468\,$cm$^{-1}$. The dimer's first vibrational interval is measured to be $25.7\,$cm$^{-1}$
# ([NIST](https://webbook.nist.gov/cgi/cbook.cgi?ID=C12595594), from Huber & Herzberg). Our spring has equally spaced
# levels; real ones crowd together towards the top of the well.

# %%
separations = jnp.linspace(0.95, 2.5, 200)
r_min = find_minimum(lennard_jones, 1.1)
omega = vibration_frequency(lennard_jones, r_min, 1.0, 1.0)
print(f"r_min = {r_min:.4f} σ, ω = {omega:.3f}, for argon {2.468 * omega:.1f} cm⁻¹")
plot_pair_potential(
    separations,
    lennard_jones(separations),
    -slopes_at(lennard_jones, separations),
    slopes_at(jax.grad(lennard_jones), separations),
    r_min,
)

# %% [raw]
# # BEGIN QUESTION
# name: q3

# %% [markdown]
# ## q3. Many atoms (3 points)
#
# A cluster of $N$ atoms at the positions $\mathbf x_1,\dots,\mathbf x_N$ has the energy
#
# $$E=\sum_{i<j}V(r_{ij}),\qquad r_{ij}=|\mathbf x_i-\mathbf x_j|,\qquad
#   \mathbf F_i=-\frac{\partial E}{\partial\mathbf x_i}.$$
#
# By hand each force is a sum over neighbours of slopes times unit vectors. By autodiff you never write it: make $E$
# right, and the forces follow from one reverse pass for all $3N$ coordinates.
#
# Making $E$ right has one trap. It is tempting to form all $N\times N$ distances and to mask the diagonal afterwards
# with `jnp.where`. The *energy* is then fine and the *forces* are NaN. Ask why: what is the derivative of $\sqrt s$
# at $s=0$, and what does the chain rule make of $0\cdot\infty$? An atom has no distance to itself, so never compute
# one: list the pairs $i<j$ first (`i, j = np.triu_indices(N, k=1)`; here `np` is right, since *which* pairs exist
# depends on the shape of `X` alone) and index `X` with them.
#
# A force on many separations at once comes first, because it is a good place to practise fact 3.

# %% [raw]
# # BEGIN SOLUTION


# %%
def forces_at(V, r):
    """The force between two atoms, at many separations.

    Args:
        V: function r → V(r) of one separation; r and V have shape ().
        r: separations, shape (n,).

    Returns:
        −dV/dr, shape (n,).

    Example:
        >>> spring = lambda r: 0.5 * 3.0 * (r - 1.0) ** 2
        >>> forces_at(spring, jnp.array([0.5, 2.0]))
        Array([ 1.5, -3. ], dtype=float32)
    """
    # BEGIN SOLUTION
    return jax.vmap(lambda separation: force(V, separation))(r)
    # END SOLUTION


def total_energy(V, X):
    """The energy of a cluster, every pair counted once.

    Args:
        V: function r → V(r) of one separation; it also works elementwise on arrays.
        X: positions, shape (N, 3), N ≥ 1. No two atoms are at the same place.

    Returns:
        E, shape (), in the unit of V. A single atom has E = 0.

    Example:
        >>> spring = lambda r: 0.5 * 3.0 * (r - 1.0) ** 2
        >>> total_energy(spring, jnp.array([[0.0, 0, 0], [2.0, 0, 0], [3.0, 0, 0]]))      # r = 2, 1, 3
        Array(7.5, dtype=float32)
    """
    # BEGIN SOLUTION
    i, j = np.triu_indices(len(X), k=1)
    separations = jnp.sqrt(jnp.sum((X[i] - X[j]) ** 2, axis=1))
    return jnp.sum(jax.vmap(V)(separations))
    # END SOLUTION


def forces(V, X):
    """The force on every atom of a cluster.

    Args:
        V: function r → V(r) of one separation; it also works elementwise on arrays.
        X: positions, shape (N, 3), N ≥ 1. No two atoms are at the same place.

    Returns:
        −∂E/∂X, shape (N, 3).

    Example:
        >>> spring = lambda r: 0.5 * 3.0 * (r - 1.0) ** 2
        >>> forces(spring, jnp.array([[0.0, 0, 0], [2.0, 0, 0]]))[:, 0]      # stretched: they pull at each other
        Array([ 3., -3.], dtype=float32)
    """
    # BEGIN SOLUTION
    gradient = jax.grad(lambda positions: total_energy(V, positions))
    return -jax.jit(gradient)(X)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4

# %% [markdown]
# ## q4. Normal modes (3 points)
#
# Shake a cluster a little. Newton's equation for small displacements $u$ about a place where no force acts is
#
# $$m_i\,\ddot u_i=-\sum_j H_{ij}\,u_j,\qquad H_{ij}=\frac{\partial^2E}{\partial x_i\,\partial x_j},
#   \qquad i,j=1,\dots,3N,$$
#
# one equation per *coordinate*, all coupled; $m_i$ is the mass of the atom to which coordinate $i$ belongs. Measure
# each displacement in its own unit, $w_i=\sqrt{m_i}\,u_i$, and the masses move to the other side:
#
# $$\ddot w_i=-\sum_j D_{ij}\,w_j,\qquad D_{ij}=\frac{H_{ij}}{\sqrt{m_i\,m_j}}.$$
#
# $D$ is the *dynamical matrix*. It is symmetric, so its eigenvectors are orthonormal and every one of them is a
# motion in which all coordinates swing in step: $w(t)=e\cos\omega t$ with $De=\omega^2e$. The lecture says that the
# Hessian *is* the dynamical matrix. That holds for unit masses; in general the masses have to come in, and in this
# symmetric way. ($H_{ij}/m_i$ has the same eigenvalues, but it is not symmetric, and `eigh` would give you nonsense
# without a warning: it reads one triangle of the matrix only.)
#
# What to expect of $\omega^2$:
#
# - **Six zeros.** Pushing or turning the whole cluster costs nothing: three translations and three rotations, for
#   atoms on a line only two rotations.
# - **Positive** values: vibrations.
# - **Negative** ones: along that direction the energy falls. The place is a saddle, no minimum, and the "vibration"
#   grows like $e^{|\omega|t}$. So keep $\omega^2$ and take no root before you have looked at the sign. Three
#   Lennard-Jones atoms on a line are such a case, as you will see below.
#
# In `float32` a zero is not zero (fact 5). `count_zero_modes` counts how many values are negligible *compared with
# the largest*.
#
# Coordinates are numbered atom by atom: $x_1,y_1,z_1,x_2,\dots$, as `X.reshape(-1)` does. So how often, and in which
# order, does each mass appear among the $3N$ coordinates?

# %% [raw]
# # BEGIN SOLUTION


# %%
def hessian_matrix(energy, X):
    """All second derivatives of an energy by the positions, as one square matrix.

    Args:
        energy: function X (N, 3) → E, shape ().
        X: positions, shape (N, 3).

    Returns:
        H, shape (3N, 3N), rows and columns in the order x₁, y₁, z₁, x₂, …

    Example:
        >>> energy = axial_springs([3.0])      # two atoms, one spring along x
        >>> hessian_matrix(energy, jnp.asarray(dimer(1.0)))[0]      # ∂²E/∂x₁∂(x₁, y₁, z₁, x₂, …)
        Array([ 3.,  0.,  0., -3.,  0.,  0.], dtype=float32)
    """
    # BEGIN SOLUTION
    by_atoms = jax.jit(jax.hessian(energy))(X)
    return by_atoms.reshape(X.size, X.size)
    # END SOLUTION


def dynamical_matrix(energy, X, masses):
    """The mass-weighted Hessian, H_ij / √(m_i m_j).

    Args:
        energy: function X (N, 3) → E, shape ().
        X: positions, shape (N, 3).
        masses: one per atom, shape (N,).

    Returns:
        D, shape (3N, 3N), symmetric.

    Example:
        >>> energy = axial_springs([3.0])
        >>> dynamical_matrix(energy, jnp.asarray(dimer(1.0)), jnp.array([1.0, 4.0]))[0]
        Array([ 3. ,  0. ,  0. , -1.5,  0. ,  0. ], dtype=float32)
    """
    # BEGIN SOLUTION
    mass_of_coordinate = jnp.repeat(masses, 3)
    return hessian_matrix(energy, X) / jnp.sqrt(jnp.outer(mass_of_coordinate, mass_of_coordinate))
    # END SOLUTION


def normal_modes(energy, X, masses):
    """Squared frequencies and shapes of the small vibrations about X.

    Args:
        energy: function X (N, 3) → E, shape ().
        X: positions at which no force acts, shape (N, 3).
        masses: one per atom, shape (N,).

    Returns:
        omega2: ω² in ascending order, negative ones included, shape (3N,).
        modes: orthonormal eigenvectors of the dynamical matrix in the *columns*, shape (3N, 3N): modes[:, k]
            belongs to omega2[k]. Their signs, and the choice among equal ω², are yours.

    Example:
        >>> energy = axial_springs([3.0, 3.0])      # m–M–m in line, only motion along x costs energy
        >>> omega2, modes = normal_modes(energy, jnp.asarray(linear_trimer(1.0)), jnp.array([1.0, 2.0, 1.0]))
        >>> omega2[-2:]      # k/m and k/m + 2k/M
        Array([3., 6.], dtype=float32)
    """
    # BEGIN SOLUTION
    omega2, modes = jnp.linalg.eigh(dynamical_matrix(energy, X, masses))
    return omega2, modes
    # END SOLUTION


def count_zero_modes(omega2, rtol):
    """How many modes are free motions.

    Args:
        omega2: ω², of either sign, shape (n,).
        rtol: relative tolerance.

    Returns:
        The number of values with |ω²| ≤ rtol · max |ω²|, an int or an integer array of shape ().

    Example:
        >>> int(count_zero_modes(jnp.array([-2.0, -0.0001, 0.0, 0.001, 50.0]), 1e-4))
        3
    """
    # BEGIN SOLUTION
    size = jnp.abs(omega2)
    return jnp.sum(size <= rtol * jnp.max(size))
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# **Two shapes of a trimer.** In a triangle every atom sits at $r_{\min}$ from both others. On a line the outer two
# attract each other across the middle one, so the spacing $a$ is a little smaller: it minimises $2V(a)+V(2a)$, and
# `find_minimum` finds it. Both are places without force. Are both minima? Look at the signs of $\omega^2$, and at
# what the atoms do in the unstable modes: where would the line go if you let it?


# %%
def cluster_energy(X):
    return total_energy(lennard_jones, X)


spacing = find_minimum(lambda a: 2 * lennard_jones(a) + lennard_jones(2 * a), 1.1)
for name, X in {"triangle": triangle(r_min), "line": linear_trimer(spacing)}.items():
    omega2, modes = normal_modes(cluster_energy, jnp.asarray(X), jnp.ones(3))
    zeros, unstable = count_zero_modes(omega2, 1e-5), jnp.sum(omega2 < -1e-5 * omega2[-1])
    print(f"{name}: E = {cluster_energy(jnp.asarray(X)):.4f} ε, {zeros} zero modes, {unstable} unstable modes")
    plot_modes(X, np.ones(3), omega2, modes)
