# %% [raw]
# # ASSIGNMENT CONFIG
# name: hw2_derivatives
# points: 20

# %% [markdown]
# # Homework 2: physics by differentiation
#
# Write down one number, and let the machine differentiate. A surprising amount of physics is exactly that:
#
# | you write | you differentiate | and get |
# |---|---|---|
# | the energy of a cluster of atoms | once, twice with respect to the positions | forces, vibrations, phonons |
# | the Lagrangian of a mechanism | with respect to velocities and coordinates | its equation of motion |
# | the free energy of a magnet | twice with respect to the field | its susceptibility |
#
# In this homework you write one short function for each line of the table. None of them knows *which* atoms, *which*
# mechanism or *which* magnet: those come in as arguments. The public checks try examples that you can work out on
# paper; more tests, with other potentials, masses and sizes, run when your notebook is graded.
#
# *Allow about eight hours. Write functions that use their arguments, and nothing but their arguments; write them with
# `jnp`, not with `np`, so that they can be differentiated.*
#
# The short cells below each question are the grader's. Run them as often as you like, and leave them as they are. The
# examples in the docstrings try what the checks leave out: `try_examples("force")` runs those of `force` on your code
# and prints the ones that come out differently. In a terminal, `lecture08 check hw2_derivatives.ipynb` runs the whole
# notebook and all its checks.
#
# **Reading.** Automatic differentiation: Baydin, Pearlmutter, Radul & Siskind,
# [*J. Mach. Learn. Res.* **18**, 153 (2018)](https://arxiv.org/abs/1502.05767), and JAX's own
# [autodiff cookbook](https://docs.jax.dev/en/latest/notebooks/autodiff_cookbook.html). Atoms by autodiff: Schoenholz
# & Cubuk, [JAX MD, arXiv:1912.04232](https://arxiv.org/abs/1912.04232).

# %%
from lecture08_utils import begin, check, try_examples

begin("hw2_derivatives")

import jax
import jax.numpy as jnp
import numpy as np

from lecture08_utils.animation import animate_modes
from lecture08_utils.chains import one_atom_chain, two_atom_chain
from lecture08_utils.clusters import axial_springs, dimer, linear_trimer, triangle
from lecture08_utils.mechanics import double_pendulum, integrate, pendulum
from lecture08_utils.plots_derivatives import plot_magnets, plot_modes, plot_motion, plot_pair_potential, plot_phonons

jnp.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## Six facts about JAX that this homework leans on
#
# 1. **`jax.grad(f)` is a function.** It takes what `f` takes and gives the derivative with respect to the *first*
#    argument; `jax.grad(f, argnums=1)` takes the second. `f` must return one number, of shape `()`, for
#    floating-point input: `jax.grad(f)(2)` is an error, `jax.grad(f)(2.0)` is not.
# 2. **A gradient has the shape of that argument.** With respect to an array of positions of shape `(N, 3)` it is an
#    array `(N, 3)`. With respect to a *pytree*, that is any nesting of dicts, lists and tuples with arrays at the
#    leaves, it is a pytree of the same structure. `jax.hessian(f)` has the shape of the input twice over:
#    `(N, 3, N, 3)`.
# 3. **Write for one sample, then `vmap`.** If `f(a, x)` takes one number `x`, then `jax.vmap(f, in_axes=(None, 0))`
#    takes an array `x` of shape `(n,)` and returns `(n,)`: `0` walks along axis 0 of that argument, `None` hands the
#    same `a` to every point. Differentiating first and mapping afterwards keeps shapes like `(n, n)` away.
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
# The cell below uses 1, 3 and 6 for the slope of a potential. Call it your worked example.


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
    slope_at_many = jax.vmap(slope_at_one)
    return jax.jit(slope_at_many)(r)


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
#   infinity. It goes the right way only while $V''>0$, for Lennard-Jones while $r<1.2445\,\sigma$, and close to that
#   place it goes much too far. Start at $1.24\,\sigma$ and at $1.3\,\sigma$ once and watch it leave. Take a fixed
#   number of rounds, 20 for example: in `float32` the slope may never get as small as `while abs(slope) > 1e-6`
#   demands. Fact 6 above saves about a second in the loop.

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
        V(r) in the same unit as epsilon, of the shape of r.

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
    return -jax.jit(jax.grad(V))(r)
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
# What is $\mu$ of two equal masses, and of an atom bound to a wall? Keep both in mind as tests (a wall is a very
# large mass: try `m2=1e30`). $\omega$ is an *angular* frequency, in radians per unit of time; the period is
# $2\pi/\omega$.

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
    return jax.jit(jax.grad(jax.grad(V)))(r)
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
# Where do the three curves in the figure below cross zero? What does $V$ do where the force is zero, and what does
# the force do where the curvature is zero? For argon ($\varepsilon/k_B=120\,$K, $\sigma=3.4\,$Å; Rahman, [*Phys.
# Rev.* **136**, A405 (1964)](https://doi.org/10.1103/PhysRev.136.A405)) the unit of frequency is $2.468\,$cm$^{-1}$.
# Compare with the measured *harmonic* frequency of Ar$_2$, $\omega_e\approx30.7\,$cm$^{-1}$
# ([NIST](https://webbook.nist.gov/cgi/cbook.cgi?ID=C12595594), from Huber & Herzberg): our spring is too soft, since
# these $\varepsilon$ and $\sigma$ describe the liquid, where they also have to stand for what three atoms do
# together. The two lowest levels of the dimer are only about $25.7\,$cm$^{-1}$ apart. That this is close to what the
# cell prints is an accident: a spring has equally spaced levels, real ones crowd together towards the top of the
# well.

# %%
separations = np.linspace(0.95, 2.5, 200)
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
# A force on many separations at once comes first, because it is a good place to practise fact 3. There `V` takes one
# separation; in the other two functions it may be called with an array as well.

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
    return jax.jit(jax.vmap(lambda separation: force(V, separation)))(r)
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

    @jax.jit
    def energy(X):
        separations = jnp.sqrt(jnp.sum((X[i] - X[j]) ** 2, axis=1))
        return jnp.sum(jax.vmap(V)(separations))

    return energy(X)
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
# symmetric way. ($H_{ij}/m_i$ has the same eigenvalues, but it is not symmetric. `eigh` would average it with its
# transpose and give you nonsense without a warning.)
#
# What to expect of $\omega^2$:
#
# - **Six zeros.** Pushing or turning the whole cluster costs nothing: three translations and three rotations. Atoms
#   on a line have only two rotations, five zeros in all.
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
    """All second derivatives of an energy with respect to the positions, as one square matrix.

    Args:
        energy: function X (N, 3) → E, shape ().
        X: positions, shape (N, 3).

    Returns:
        H, shape (3N, 3N), rows and columns in the order x₁, y₁, z₁, x₂, …

    Example:
        >>> spring = axial_springs([3.0])      # two atoms, one spring along x
        >>> hessian_matrix(spring, jnp.asarray(dimer(1.0)))[0]      # ∂²E/∂x₁∂(x₁, y₁, z₁, x₂, …)
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
        >>> spring = axial_springs([3.0])
        >>> dynamical_matrix(spring, jnp.asarray(dimer(1.0)), jnp.array([1.0, 4.0]))[0]
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
        >>> springs = axial_springs([3.0, 3.0])      # m–M–m in line, only motion along x costs energy
        >>> omega2, modes = normal_modes(springs, jnp.asarray(linear_trimer(1.0)), jnp.array([1.0, 2.0, 1.0]))
        >>> omega2[-2:]      # k/m and k/m + 2k/M
        Array([3., 6.], dtype=float32)
    """
    # BEGIN SOLUTION
    return jax.jit(lambda X: jnp.linalg.eigh(dynamical_matrix(energy, X, masses)))(X)
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
#
# Modes with equal $\omega^2$ can be mixed at will, so yours may look different from a neighbour's. (The figures
# turn them until each moves within the plane or straight out of it.)


# %%
def cluster_energy(X):
    return total_energy(lennard_jones, X)


spacing = find_minimum(lambda a: 2 * lennard_jones(a) + lennard_jones(2 * a), 1.1)
for name, X in {"triangle": triangle(r_min), "line": linear_trimer(spacing)}.items():
    omega2, modes = map(np.asarray, normal_modes(cluster_energy, jnp.asarray(X), jnp.ones(3)))
    zeros, unstable = count_zero_modes(omega2, 1e-5), np.sum(omega2 < -1e-5 * omega2[-1])
    print(f"{name}: E = {cluster_energy(jnp.asarray(X)):.4f} ε, {zeros} zero modes, {unstable} unstable modes")
    plot_modes(X, np.ones(3), omega2, modes, title=f"Three Lennard-Jones atoms: {name}")
    animate_modes(X, np.ones(3), omega2, modes, title=f"Three Lennard-Jones atoms: {name}")

# %% [raw]
# # BEGIN QUESTION
# name: q5

# %% [markdown]
# ## q5. Phonons (2 points)
#
# A crystal is a cluster without end, and yet its dynamical matrix is smaller than that of a trimer. Take a chain of
# cells with lattice constant $a=1$ and $n_b$ atoms per cell. Let $u_{Rs}$ be the displacement of atom $s$ in cell
# $R$, $E(u)$ the energy, and
#
# $$\Phi_{st}(R)=\frac{\partial^2E}{\partial u_{0s}\,\partial u_{Rt}}$$
#
# the force constants between cell 0 and cell $R$; since all cells are alike, these say everything. A wave
# $u_{Rs}=\frac{1}{\sqrt{m_s}}\,e_s\,e^{i(qR-\omega t)}$ goes through the whole crystal with *one* unknown vector
# $e$ of length $n_b$ (Bloch's theorem), and Newton's equation becomes
#
# $$\sum_t D_{st}(q)\,e_t=\omega^2e_s,\qquad
#   D_{st}(q)=\frac{1}{\sqrt{m_sm_t}}\sum_R\Phi_{st}(R)\,e^{iqR}.$$
#
# $D(q)$ is Hermitian; `jnp.linalg.eigvalsh` gives its eigenvalues in ascending order. (More: Ashcroft & Mermin,
# *Solid State Physics*, chapter 22.)
#
# We cannot store a chain without end, so `energy` belongs to a *ring* of `n_cells` cells. That is the same thing as
# long as forces reach less than half around, with one subtlety. In a ring of six, cell 5 is the *left* neighbour of
# cell 0: its $R$ is $-1$, not $5$. Count every cell at its nearest image, $-\frac n2\le R<\frac n2$. For the wave
# numbers of the ring itself, $q=2\pi k/n$, both give the same $e^{iqR}$, and a check on these alone finds no mistake.
# Between them only the nearest image describes the crystal. Why?
#
# Work for one $q$ and let `vmap` do the others. At $u=0$ all atoms are at rest, and no force acts.

# %% [raw]
# # BEGIN SOLUTION


# %%
def phonon_omega2(energy, n_cells, masses, q):
    """Squared phonon frequencies of a chain with lattice constant 1.

    Args:
        energy: function u (n_cells, n_basis) → E of a ring, shape (); at u = 0 no force acts.
        n_cells: number of cells of the ring. Forces reach less than n_cells / 2 cells.
        masses: of the atoms in a cell, shape (n_basis,).
        q: wave numbers in radians per cell, shape (k,).

    Returns:
        ω², ascending for each q, shape (k, n_basis), in the unit of E over (mass · length²).

    Example:
        >>> chain = one_atom_chain(nearest=1.0)      # ω² = 4 sin²(q/2)
        >>> phonon_omega2(chain, 6, jnp.ones(1), jnp.array([1.0, jnp.pi]))
        Array([[0.9194],
               [4.    ]], dtype=float32)
    """
    # BEGIN SOLUTION
    R = (np.arange(n_cells) + n_cells // 2) % n_cells - n_cells // 2

    @jax.jit
    def omega2_of_waves(q):
        at_rest = jnp.zeros((n_cells, len(masses)))
        force_constants = jax.hessian(energy)(at_rest)[0]  # indices s, R, t

        def omega2_of_one_wave(wave_number):
            phases = jnp.exp(1j * wave_number * R)
            D = jnp.einsum("R,sRt->st", phases, force_constants) / jnp.sqrt(jnp.outer(masses, masses))
            return jnp.linalg.eigvalsh(D)

        return jax.vmap(omega2_of_one_wave)(q)

    return omega2_of_waves(q)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# Exactly one branch of each chain starts at zero, and it does so linearly: sound. If a chain of yours has none or
# two, look at the axes of $\Phi$. With what slope do they start? What does the second spring do to the first chain
# near $q=\pi$, and what do two different masses ($m$ is the lighter one) do to the other?

# %%
# Wave numbers in the first Brillouin zone.
zone = jnp.linspace(-jnp.pi, jnp.pi, 121)

# %%
plot_phonons(
    zone,
    {
        "one atom": phonon_omega2(one_atom_chain(1.0), 8, jnp.ones(1), zone),
        "one atom, second neighbours 0.4 $K$": phonon_omega2(one_atom_chain(1.0, 0.4), 8, jnp.ones(1), zone),
        "two atoms, masses $m$ and $3m$": phonon_omega2(two_atom_chain(), 8, jnp.array([1.0, 3.0]), zone),
    },
)

# %% [raw]
# # BEGIN QUESTION
# name: q6

# %% [markdown]
# ## q6. From a Lagrangian to a motion (3 points)
#
# Lagrange's equations are a recipe, and autodiff can follow recipes. Carry out the time derivative in
#
# $$\frac{d}{dt}\frac{\partial L}{\partial\dot q_i}=\frac{\partial L}{\partial q_i}$$
#
# by the chain rule. The momentum $p_i=\partial L/\partial\dot q_i$ depends on the velocities *and* on the
# coordinates, and both change:
#
# $$\sum_j\frac{\partial^2L}{\partial\dot q_i\,\partial\dot q_j}\,\ddot q_j
#   +\sum_j\frac{\partial^2L}{\partial\dot q_i\,\partial q_j}\,\dot q_j=\frac{\partial L}{\partial q_i}.$$
#
# The first matrix is a mass matrix, the second a mixed one whose rows belong to velocities and whose columns to
# coordinates. Solve for $\ddot q$ (`jnp.linalg.solve`, not an inverse), and you have the equation of motion of any
# mechanism whose Lagrangian you can write down. A simple pendulum does not mind if you forget the mixed term or
# transpose it. A charge in a magnetic field does: in the symmetric gauge, that term is half of the Lorentz force.
#
# The energy is $E=\sum_i\dot q_i\,\partial L/\partial\dot q_i-L$ (Landau & Lifshitz, *Mechanics*, §6); for $L=T-V$
# with a $T$ quadratic in the velocities it is $T+V$. It is conserved if $L$ does not depend on time, which makes it a
# good test of a trajectory, with a blind spot. In the double pendulum it notices a mixed term that is missing; in the
# symmetric gauge of a magnetic field it does not, and one that is transposed it never notices. Why? (Call the mixed
# matrix $C$: where does $\dot q^{T}C\,\dot q$ enter the rate of change of the energy?) For these mistakes there is
# the charge in the example of `acceleration`.
#
# For the motion itself you are given `integrate(rate, state, dt, n_steps)`, which solves $dy/dt=\mathrm{rate}(y)$ by
# fourth-order Runge–Kutta steps. Put position and velocity into one array, `y = jnp.stack([q, qdot])` of shape `(2,
# n)`. What is its rate of change?
#
# The momentum is done for you. Networks have been trained to be Lagrangians with this very recipe: Cranmer et al.,
# [arXiv:2003.04630](https://arxiv.org/abs/2003.04630).


# %%
def momentum(L, q, qdot):
    """Canonical momentum ∂L/∂q̇.

    Args:
        L: function (q, q̇) → number of two arrays of shape (n,).
        q, qdot: generalised coordinates and velocities, shape (n,).

    Returns:
        p, shape (n,).

    Example:
        >>> momentum(pendulum(m=2.0, length=3.0), jnp.array([0.5]), jnp.array([1.0]))      # m length² q̇
        Array([18.], dtype=float32)
    """
    return jax.grad(L, argnums=1)(q, qdot)


# %% [raw]
# # BEGIN SOLUTION


# %%
def acceleration(L, q, qdot):
    """q̈ from the Euler–Lagrange equation. Written with jnp throughout, since `integrate` compiles it.

    Args:
        L: function (q, q̇) → number of two arrays of shape (n,); its mass matrix can be inverted.
        q, qdot: generalised coordinates and velocities, floating point, shape (n,).

    Returns:
        q̈, shape (n,).

    Example:
        >>> acceleration(pendulum(length=2.0, g=9.81), jnp.array([0.5]), jnp.array([1.0]))      # -(g/length) sin q
        Array([-2.3516], dtype=float32)
        >>> charge = lambda q, v: 0.5 * v @ v + 1.5 * (q[0] * v[1] - q[1] * v[0])      # in a magnetic field B = 3
        >>> acceleration(charge, jnp.zeros(2), jnp.array([1.0, 2.0]))      # B (v_y, −v_x)
        Array([ 6., -3.], dtype=float32)
    """
    # BEGIN SOLUTION
    mass_matrix = jax.hessian(L, argnums=1)(q, qdot)
    # The mixed term is how p changes as q moves along q̇: one forward-mode derivative instead of a matrix.
    _, mixed_term = jax.jvp(lambda q: momentum(L, q, qdot), (q,), (qdot,))
    return jnp.linalg.solve(mass_matrix, jax.grad(L, argnums=0)(q, qdot) - mixed_term)
    # END SOLUTION


def energy(L, q, qdot):
    """q̇ · ∂L/∂q̇ − L.

    Args:
        L: function (q, q̇) → number of two arrays of shape (n,).
        q, qdot: generalised coordinates and velocities, floating point, shape (n,).

    Returns:
        Energy, shape ().

    Example:
        >>> energy(pendulum(), jnp.array([0.0]), jnp.array([2.0]))      # 2²/2 - 9.81
        Array(-7.81, dtype=float32)
    """
    # BEGIN SOLUTION
    return jnp.dot(qdot, momentum(L, q, qdot)) - L(q, qdot)
    # END SOLUTION


def trajectory(L, q0, qdot0, dt, n_steps):
    """The motion from given initial coordinates and velocities.

    Args:
        L: function (q, q̇) → number of two arrays of shape (n,).
        q0, qdot0: at time 0, floating point, shape (n,).
        dt: time step, small enough for four digits with Runge–Kutta steps.
        n_steps: number of steps.

    Returns:
        Shape (n_steps + 1, 2, n): at times 0, dt, …, n_steps·dt, first the coordinates, then the velocities.

    Example:
        >>> motion = trajectory(pendulum(), jnp.array([1.0]), jnp.array([0.0]), dt=0.01, n_steps=100)
        >>> motion.shape, motion[-1, 0]      # after one second
        ((101, 2, 1), Array([-0.9801], dtype=float32))
    """
    # BEGIN SOLUTION

    def rate(state):
        q, qdot = state
        return jnp.stack([qdot, acceleration(L, q, qdot)])

    return integrate(rate, jnp.stack([q0, qdot0]), dt, n_steps)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# A pendulum started almost upright, and two pendulums in a row. If the energy in a lower panel moves by more than a
# thousandth of itself, the mixed term is missing or has the wrong sign. (Angles are not wrapped: a pendulum that has
# gone over the top goes on counting.) Why does the first not swing like a cosine? Start the second with angles that
# differ by $10^{-3}$: for how long does it do the same?
#
# Then halve `dt` and double `n_steps`: its angles change by 0.07 rad at 6 s and by 0.7 rad at 8 s. Halve once more,
# and they change far less: 0.005 s is a fine step. Is 0.00125 s better still? Try it: it is *worse* than
# 0.01 s. Every step rounds to seven digits, more steps round more often, and this motion makes any error ten times as
# large within two seconds. In `float64` each halving of `dt` divides the error by 16: that buys two or three more
# seconds, and no more than that, ever.
# This is what "cannot be predicted" means. Does the energy know of it?

# %%
for name, L, start, labels in [
    ("A pendulum", pendulum(), [3.0], ["angle"]),
    ("A double pendulum", double_pendulum(), [2.0, 2.5], ["upper angle", "lower angle"]),
]:
    motion = trajectory(L, jnp.array(start), jnp.zeros(len(start)), dt=0.01, n_steps=800)
    energies = jax.jit(jax.vmap(lambda state, L=L: energy(L, state[0], state[1])))(motion)
    plot_motion(0.01 * np.arange(801), motion, energies, labels, title=name)

# %% [raw]
# # BEGIN QUESTION
# name: q7

# %% [markdown]
# ## q7. Response functions (2 points)
#
# A magnet in a field $h$ has the free energy $F=-T\ln Z$ ($k_B=1$, all energies in one unit). Its magnetisation is
# $m=-\partial F/\partial h$, and how strongly it responds is the susceptibility
#
# $$\chi=\frac{\partial m}{\partial h}=-\frac{\partial^2F}{\partial h^2}.$$
#
# Everything is meant *per spin*. Write three free energies, and one `susceptibility` that serves them all.
#
# **A free spin** $s=\pm1$ with energy $-hs$: $F=-T\ln(2\cosh\frac hT)$. In `float32`, $\cosh(100)$ is infinite,
# though $\ln\cosh(100)$ is a harmless $99.3$. Write $2\cosh x=e^x+e^{-x}$ and look up `jnp.logaddexp`.
#
# **A ring of $n$ Ising spins**, $E=-J\sum_is_is_{i+1}-h\sum_is_i$. The transfer matrix ([Kramers & Wannier, *Phys.
# Rev.* **60**, 252 (1941)](https://doi.org/10.1103/PhysRev.60.252)) turns the sum over $2^n$ states into
# $Z=\lambda_+^n+\lambda_-^n$ with
#
# $$\lambda_\pm=e^{K}\cosh\tfrac hT\pm\sqrt{e^{2K}\sinh^2\tfrac hT+e^{-2K}},\qquad K=J/T.$$
#
# $\lambda_+^n$ overflows for long rings; its logarithm does not. Take $\lambda_+^n$ out of the sum before you take
# the logarithm: $F=-\frac Tn\left(n\ln\lambda_++\ln\left[1+(\lambda_-/\lambda_+)^n\right]\right)$.
#
# **Mean field.** Each spin feels the average of all others, $Jm$ in sum (the number of neighbours is inside $J$):
#
# $$F=\tfrac12Jm^2-T\ln\Big(2\cosh\frac{Jm+h}{T}\Big)\quad\text{with}\quad m=\tanh\frac{Jm+h}{T}.$$
#
# The equation for $m$ is solved by iterating it. For $T<J$ and small $h$ it has three solutions; start at $m=1$ and
# you arrive at the one with $m>0$, the stable one for $h>0$ (at $h=0$ there is another, just as good, with $-m$). A
# hundred rounds are enough, unless $T$ is close to $J$. In a loop of fixed length,
# `jax.lax.fori_loop(0, 100, lambda _, m: …, 1.0)`, they are compiled once and can be differentiated. A `while` that
# looks at $m$ cannot: the figure below compiles your functions, and then $h$ and $T$ are not numbers yet.
#
# *What* is differentiated here is the point of the question. $m$ depends on $h$. For the first derivative you may
# forget that, since $\partial F/\partial m=0$ at the solution. For the second you may not: a $\chi$ with $m$ held
# fixed is too small. Solve for $m$ *inside* the function that you differentiate, and autodiff follows it through the
# loop.
#
# The magnetisation is your worked example.


# %%
def magnetisation(F, h):
    """−dF/dh.

    Args:
        F: function h → free energy per spin; h and F have shape ().
        h: field, floating point, shape ().

    Returns:
        m per spin, shape ().

    Example:
        >>> magnetisation(lambda h: -1.5 * h**2, 0.2)
        Array(0.6, dtype=float32, weak_type=True)
    """
    return -jax.grad(F)(h)


# %% [raw]
# # BEGIN SOLUTION


# %%
def free_spin_F(h, T):
    """Free energy of one spin in a field.

    Args:
        h: field, shape (), of either sign; |h|/T may be as large as 1000.
        T: temperature, shape ().

    Returns:
        −T ln(2 cosh(h/T)), shape (). Its second derivative with respect to h is right as well, at h = 0 too.

    Example:
        >>> free_spin_F(100.0, 0.5)      # at low temperature the energy, -|h|
        Array(-100., dtype=float32, weak_type=True)
    """
    # BEGIN SOLUTION
    return -T * jnp.logaddexp(h / T, -h / T)
    # END SOLUTION


def ising_ring_F(h, T, J, n):
    """Free energy *per spin* of a ring of Ising spins.

    Its susceptibility has three digits in float32 for J/T ≤ 4: at lower temperatures its two terms cancel.

    Args:
        h: field, shape (), |h| ≤ 20 T.
        T: temperature, shape (), T ≥ J/10.
        J: coupling of neighbours, positive, shape ().
        n: number of spins, an int from 3 to 1000.

    Returns:
        −(T/n) ln(λ₊ⁿ + λ₋ⁿ), shape ().

    Example:
        >>> ising_ring_F(0.5, 2.0, 1.0, 3)
        Array(-1.8211, dtype=float32, weak_type=True)
    """
    # BEGIN SOLUTION
    K, x = J / T, h / T
    larger = jnp.exp(K) * jnp.cosh(x) + jnp.sqrt(jnp.exp(2 * K) * jnp.sinh(x) ** 2 + jnp.exp(-2 * K))
    # From λ₊λ₋ = 2 sinh 2K: no difference of two large numbers.
    ratio = 2 * jnp.sinh(2 * K) / larger**2
    return -T * (jnp.log(larger) + jnp.log1p(ratio**n) / n)
    # END SOLUTION


def mean_field_F(h, T, J):
    """Free energy per spin in the mean-field approximation, on the branch with m ≥ 0.

    Args:
        h: field, shape (), h ≥ 0.
        T: temperature, shape (). For h = 0 it is not closer to J than 15 %.
        J: coupling to all neighbours together, positive, shape ().

    Returns:
        F at the m that solves m = tanh((Jm + h)/T), shape (). It depends on h through m as well: the solution is
        found inside this function.

    Example:
        >>> mean_field_F(0.0, 2.0, 1.0)      # m = 0 above T = J: -2 ln 2
        Array(-1.3863, dtype=float32, weak_type=True)
    """
    # BEGIN SOLUTION
    m = jax.lax.fori_loop(0, 100, lambda _, m: jnp.tanh((J * m + h) / T), jnp.ones_like(h / T))
    return 0.5 * J * m**2 + free_spin_F(J * m + h, T)
    # END SOLUTION


def susceptibility(F, h):
    """−d²F/dh².

    Args:
        F: function h → free energy per spin; h and F have shape ().
        h: field, floating point, shape ().

    Returns:
        χ per spin, shape ().

    Example:
        >>> susceptibility(lambda h: -1.5 * h**2, 0.2)
        Array(3., dtype=float32, weak_type=True)
    """
    # BEGIN SOLUTION
    # One number in: forward mode, which keeps nothing of a loop for a way back.
    return -jax.jit(jax.jacfwd(jax.jacfwd(F)))(h)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# A ring of spins has no phase transition, mean-field theory has one at $T=J$. How can you tell from $\chi$? And what
# do all three curves have in common at high temperature? (Each spin of the ring is coupled to its two neighbours with
# $\tfrac12J$, so that both models have the same $J$ in sum.)
#
# Above $T=J$ mean field gives $\chi=1/(T-J)$. If your curve lies on that of the free spins there, $m$ was held fixed.

# %%
field = 0.01
temperatures = jnp.geomspace(0.3, 30.0, 161)


@jax.jit
@jax.vmap
def responses(T):
    free = susceptibility(lambda h: free_spin_F(h, T), field)
    ring = susceptibility(lambda h: ising_ring_F(h, T, 0.5, 20), field)
    mean_field = susceptibility(lambda h: mean_field_F(h, T, 1.0), field)
    ordered = magnetisation(lambda h: mean_field_F(h, T, 1.0), field)
    return ordered, {"free spins": free, "ring of 20": ring, "mean field": mean_field}


plot_magnets(temperatures, *responses(temperatures))

# %% [raw]
# # BEGIN QUESTION
# name: q8

# %% [markdown]
# ## q8. A Hessian that is never written down (1 point)
#
# A Hessian of $n$ coordinates has $n^2$ entries. For $n=200\,000$, a small crystal or a small network, that is 160
# gigabytes. Often all you need is what it does to *one* vector,
#
# $$Hv=\frac{d}{dt}\,\nabla f(x+tv)\Big|_{t=0},$$
#
# the change of the gradient along $v$. Fact 4 has a tool for changes along a direction, and it works on any function,
# on a gradient too. The cost is a few evaluations of $f$, whatever $n$ is
# ([Pearlmutter, *Neural Comput.* **6**, 147 (1994)](https://doi.org/10.1162/neco.1994.6.1.147)).

# %% [raw]
# # BEGIN SOLUTION


# %%
def hvp(f, x, v):
    """The Hessian of f at x, times v.

    Args:
        f: function x → number, shape ().
        x: where, floating point, any shape.
        v: direction, of the shape of x.

    Returns:
        Hv, of the shape of x, in memory of the order of x.

    Example:
        >>> hvp(lambda x: jnp.sum(x**3), jnp.array([1.0, 2.0]), jnp.array([1.0, 0.5]))      # 6 x v
        Array([6., 6.], dtype=float32)
    """
    # BEGIN SOLUTION
    _, change_of_gradient = jax.jvp(jax.grad(f), (x,), (v,))
    return change_of_gradient
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# What it is good for: the highest frequency of a ring of 100 000 atoms. Apply $H$ to a random displacement again and
# again, and the fastest modes outgrow the others (power iteration). You know from question 5 what has to come out in
# the end. But the neighbours of the fastest mode are almost as fast, and after $k$ rounds the result is still too
# small by about $1/(4k)$ of itself: expect 3.995 after 200.

# %%
ring = one_atom_chain(1.0)
rest = jnp.zeros((100_000, 1))


@jax.jit
def sharpen(u):
    Hu = hvp(ring, rest, u)
    size = jnp.linalg.norm(Hu)
    return Hu / size, size


u = jnp.asarray(np.random.default_rng(0).normal(size=rest.shape), dtype=float)
for _ in range(200):
    u, largest = sharpen(u)
print(f"largest ω² = {largest:.3f} K/m")

# %% [raw]
# # BEGIN QUESTION
# name: q9
# manual: true

# %% [markdown]
# ## q9. A figure of your own, explained (2 points, read by a person)
#
# A chain has two atoms per cell and two springs: $K$ inside the cell, $K'$ to the next cell. Draw the phonon branches
# of four such chains in one figure, with your `phonon_omega2`:
#
# | | masses | springs |
# |---|---|---|
# | A | $m$, $m$ | $K'=K$ |
# | B | $m$, $2m$ | $K'=K$ |
# | C | $m$, $m$ | $K'=0.6\,K$ |
# | D | $m$, $m$ | $K'=0$ |
#
# The energies are `chain = two_atom_chain(inside=K, between=K′)`, and `plot_phonons` will do for the figure; it takes
# your $\omega^2$ and draws $\omega$.
#
# Branches do not say how the atoms move, but you can guess a motion and try it. At $q=\pi$ it repeats itself with the
# opposite sign in the next cell: for eight cells, `u = (-1.0) ** jnp.arange(8)[:, None] * jnp.array([a, b])`. It is a
# mode if `hvp(chain, jnp.zeros((8, 2)), u) / masses` is a multiple of `u`, and the factor is $\omega^2$; here `chain`
# is the energy of the chain and `masses` an array of two. (Do not call it `energy`: that is your function of question
# 6.)
#
# Then explain in at most 200 words:
#
# 1. Why does A show two branches that meet at $q=\pi$, although all of its atoms are alike?
# 2. B and C both open a gap at $q=\pi$. For each of them: how do the atoms move just below the gap and just above it,
#    and which springs are stretched?
# 3. What is left of the branches in D, and which motions are they?

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION
chains = {
    "A: equal": (two_atom_chain(1.0, 1.0), [1.0, 1.0]),
    "B: masses $m$, $2m$": (two_atom_chain(1.0, 1.0), [1.0, 2.0]),
    "C: springs $K$, 0.6 $K$": (two_atom_chain(1.0, 0.6), [1.0, 1.0]),
    "D: spring $K$ alone": (two_atom_chain(1.0, 0.0), [1.0, 1.0]),
}
plot_phonons(
    zone, {name: phonon_omega2(chain, 8, jnp.array(masses), zone) for name, (chain, masses) in chains.items()}
)
# END SOLUTION

# %% [markdown]
# 1. A is the chain with one atom per cell, described with cells twice as long. Its one branch is folded back at the
#    new zone boundary, and since nothing distinguishes the two atoms, nothing splits the branches where they meet.
# 2. At $q=\pi$ neighbouring cells move in antiphase. In B one kind of atom can stay at rest between neighbours that
#    pull with equal strength: below the gap the heavy ones move, $\omega^2=2K/2m$, above it the light ones,
#    $\omega^2=2K/m$; all springs are stretched alike. In C all atoms move alike, but below the gap the two atoms of a
#    cell move together, which stretches only the weak springs ($\omega^2=2K'/m$), above it against each other, which
#    stretches only the strong ones ($\omega^2=2K/m$).
# 3. D is a row of separate molecules. Nothing travels, so both branches are flat: at $\omega=0$ each molecule drifts
#    as a whole, at $\omega^2=2K/m$ it vibrates about its centre of mass.

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION
