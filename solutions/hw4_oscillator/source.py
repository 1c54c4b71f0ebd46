# %% [raw]
# # ASSIGNMENT CONFIG
# name: hw4_oscillator
# points: 20

# %% [markdown]
# # Homework 4: a neural network finds a ground state
#
# The stationary Schrödinger equation of one particle in a well $V(x)$ is, in atomic units
# ($\hbar=m=1$, lengths in bohr, energies in hartree),
#
# $$-\tfrac12\,\psi''(x) + V(x)\,\psi(x) = E\,\psi(x).$$
#
# Two things are unknown at once: the function $\psi$ and the number $E$. In this homework $\psi$ is a small neural
# network, $E$ is one more trainable number, and a single loss asks for everything that makes $\psi$ a bound state: it
# solves the equation, it is normalised, it vanishes far out. You start with the one well that everybody knows,
# $V=x^2/2$ with $E_0=\tfrac12$ and $\psi_0=\pi^{-1/4}e^{-x^2/2}$, go on to wells whose energy stands in no
# textbook and to the next state up, and in the end see how a plain matrix does the same.
#
# *Allow about six hours. Every question but the last, which a person reads, has a check that you may run as often as
# you like; more tests, with other wells and other numbers, run when your notebook is graded. So write functions that
# use their arguments, and nothing but their arguments.*
#
# The examples in the docstrings are tests as well: `try_examples("psi")` runs those of `psi` on your code and prints
# the ones that come out differently. In a terminal, `lecture08 check hw4_oscillator.ipynb` runs the whole notebook
# and all its checks.
#
# **Reading.** Networks as trial wave functions: Lagaris, Likas & Fotiadis,
# [*Comput. Phys. Commun.* **104**, 1 (1997)](https://doi.org/10.1016/S0010-4655(97)00054-4). The loss of a
# physics-informed neural network (PINN): Raissi, Perdikaris & Karniadakis,
# [*J. Comput. Phys.* **378**, 686 (2019)](https://doi.org/10.1016/j.jcp.2018.10.045). Eigenvalues as trainable
# numbers: Jin, Mattheakis & Protopapas, [arXiv:2203.00451](https://arxiv.org/abs/2203.00451) (2022).

# %%
from lecture08_utils import begin, check, try_examples

begin("hw4_oscillator")

import time

import jax
import jax.numpy as jnp
import numpy as np

from lecture08_utils.plots import plot_energy_curve, plot_training, plot_wavefunction, plot_wells
from lecture08_utils.plots_oscillator import plot_loss_terms, plot_snapshots, plot_spectrum, plot_states
from lecture08_utils.precision import double_precision
from lecture08_utils.systems import (
    anharmonic_well,
    harmonic_excited_state,
    harmonic_ground_state,
    harmonic_well,
    quartic_well,
)
from lecture08_utils.training import minimise, watch

jnp.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## Five facts about JAX that this homework leans on
#
# 1. **Parameters are a pytree**: any nesting of dicts, lists and tuples with arrays at the leaves, such as
#    `{"w": w, "b": b}`. `jax.grad` of a loss with respect to a pytree is a pytree of the same structure, so that no
#    code has to know what is inside. `jax.tree.map(f, tree)` applies `f` to every leaf.
# 2. **Functions are pure**: what comes out depends on what goes in and on nothing else. A network is therefore a
#    function *of its parameters*, `psi(params, x)`, and randomness enters as an integer `seed` that you hand over.
#    The same seed gives the same network, on your machine and on ours.
# 3. **`argnums` says which argument is differentiated.** `jax.grad(psi)` is $\partial\psi/\partial\theta$, since
#    argument number 0 is the default; `jax.grad(psi, argnums=1)` is $\partial\psi/\partial x$. A PINN needs both: the
#    equation the second, the training the first.
# 4. **`vmap` turns a function of one point into a function of many.** Write `psi` for a single number `x`, then
#    `jax.vmap(psi, in_axes=(None, 0))` takes an array `x` of shape `(n,)`: `None` hands the same parameters to every
#    point, `0` walks along axis 0 of `x`. Writing for one point is what keeps shapes like `(n, 1)` and `(n, n)` away.
# 5. **Numbers are `float32`** unless you ask for more: seven digits. That is plenty here. Do not fear the last digit,
#    and do not test for exact zeros.
#
# The cell below uses 3 and 4 for the slope. Call it your worked example for question 1.


# %%
def first_derivative(psi):
    """Make the function that gives dψ/dx at many points.

    Args:
        psi: function (params, x) → ψ of one point; x and ψ have shape ().

    Returns:
        Function (params, x) → ψ′, where x and ψ′ have shape (n,).

    Example:
        >>> wave = lambda k, x: jnp.sin(k * x)
        >>> first_derivative(wave)(2.0, jnp.array([0.0, 0.5]))      # 2 cos 0, 2 cos 1
        Array([2.    , 1.0806], dtype=float32)
    """
    slope_at_one_point = jax.grad(psi, argnums=1)
    return jax.vmap(slope_at_one_point, in_axes=(None, 0))


# %% [raw]
# # BEGIN QUESTION
# name: q1

# %% [markdown]
# ## q1. A network and its curvature (2 points)
#
# Write the trial function and what the Schrödinger equation needs of it.
#
# - `init_params(seed)` draws the parameters of a small network. Two hidden layers of 32 are enough. Draw from
#   `np.random.default_rng(seed)`: it is faster than `jax.random` for a few arrays, since JAX compiles each of its
#   random functions first. A weight matrix with $n$ inputs wants entries of size about $1/\sqrt n$ so that sums of
#   $n$ terms stay of order one (for a square matrix, that is the rule of [Glorot & Bengio
#   2010](https://proceedings.mlr.press/v9/glorot10a.html) as well). For the first layer, whose input is the
#   coordinate itself, choose weights *and biases* of order one: the bias decides where along $x$ each unit bends, and
#   if all of them bend at $x=0$, the network knows only one place.
# - `psi(params, x)` evaluates the network at **one** point.
# - `second_derivative(psi)` is like `first_derivative` above, for $\psi''$. It takes *any* function `psi(params, x)`,
#   and the check will hand it some whose curvature it knows.
#
# Think before you choose the activation: what is the second derivative of a network built from
# $\mathrm{ReLU}(z)=\max(0,z)$?

# %% [raw]
# # BEGIN SOLUTION


# %%
def init_params(seed):
    """Draw the parameters of the network.

    Args:
        seed: int. Equal seeds give equal parameters.

    Returns:
        A pytree of floating-point JAX arrays; you choose its structure. One possibility has the shapes
        {"w1": (32,), "b1": (32,), "w2": (32, 32), "b2": (32,), "w3": (32,)}.

    Example:
        >>> jax.tree.all(jax.tree.map(jnp.array_equal, init_params(0), init_params(0)))      # equal seeds
        True
    """
    # BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    width = 32
    return {
        "w1": jnp.asarray(rng.normal(size=width)),
        "b1": jnp.asarray(rng.normal(size=width)),
        "w2": jnp.asarray(rng.normal(size=(width, width)) / np.sqrt(width)),
        "b2": jnp.zeros(width),
        "w3": jnp.asarray(rng.normal(size=width) / np.sqrt(width)),
    }
    # END SOLUTION


def psi(params, x):
    """Evaluate the network at one point.

    Args:
        params: pytree from `init_params`.
        x: coordinate in bohr, shape ().

    Returns:
        ψ(x), shape (), real, any sign, curved. It need not be normalised: that is learned. It changes with every
        parameter.

    Example:
        >>> jnp.shape(psi(init_params(0), 0.3))
        ()
    """
    # BEGIN SOLUTION
    first = jnp.tanh(params["w1"] * x + params["b1"])
    second = jnp.tanh(params["w2"] @ first + params["b2"])
    return params["w3"] @ second
    # END SOLUTION


def second_derivative(psi):
    """Make the function that gives d²ψ/dx² at many points.

    Args:
        psi: function (params, x) → ψ of one point; x and ψ have shape ().

    Returns:
        Function (params, x) → ψ″, where x and ψ″ have shape (n,), for n = 1 too. The parameters may be any pytree.

    Example:
        >>> wave = lambda k, x: jnp.sin(k * x)
        >>> second_derivative(wave)(2.0, jnp.array([0.25, 0.5]))      # -4 sin ½, -4 sin 1
        Array([-1.9177, -3.3659], dtype=float32)
    """
    # BEGIN SOLUTION
    slope = jax.grad(psi, argnums=1)
    curvature_at_one_point = jax.grad(slope, argnums=1)
    return jax.vmap(curvature_at_one_point, in_axes=(None, 0))
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2

# %% [markdown]
# ## q2. The residual (2 points)
#
# How far is a trial function from solving the equation? Bring everything to one side and look at what is left over at
# each point,
#
# $$r(x) = -\tfrac12\,\psi''(x) + V(x)\,\psi(x) - E\,\psi(x).$$
#
# The first term is the kinetic energy: where $\psi$ bends towards the axis ($\psi''/\psi<0$) a particle has kinetic
# energy to spare, and where it bends away it is in classically forbidden ground. A bound state has $r=0$ everywhere
# *for one and the same* $E$.
#
# $V$ is an argument, a function that works on arrays, because the same code must later serve other wells. $E$ is an
# argument as well, because training will differentiate with respect to it: treat it as an array of shape `()`, never
# convert it with `float(E)`.

# %% [raw]
# # BEGIN SOLUTION


# %%
def residual(psi, params, E, V, x):
    """What is left of −ψ″/2 + Vψ − Eψ at the points x.

    Args:
        psi: function (params, x) → ψ of one point.
        params: its parameters.
        E: energy in hartree, shape ().
        V: function x → V(x) in hartree, elementwise on arrays. Any well: it need not be symmetric.
        x: points in bohr, shape (n,).

    Returns:
        r(x), shape (n,). This sign: where ψ > 0, + for too much kinetic or potential energy, − for too large an E.

    Example:
        ψ = cos kx solves the equation of a free particle with E = k²/2:

        >>> wave = lambda k, x: jnp.cos(k * x)
        >>> free = lambda x: 0.0 * x
        >>> residual(wave, 2.0, 0.5, free, jnp.array([0.0, 0.5]))      # E too small by 1.5
        Array([1.5   , 0.8105], dtype=float32)
        >>> rest = residual(wave, 2.0, 2.0, free, jnp.array([0.0, 0.5]))      # E = k²/2: nothing is left
        >>> bool(jnp.all(jnp.abs(rest) < 1e-5))
        True
    """
    # BEGIN SOLUTION
    values = jax.vmap(psi, in_axes=(None, 0))(params, x)
    kinetic = -0.5 * second_derivative(psi)(params, x)
    return kinetic + V(x) * values - E * values
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3

# %% [markdown]
# ## q3. A loss with three terms (2 points)
#
# $r=0$ alone is solved best by $\psi=0$, and then by every multiple of a solution. Two more terms make the answer a
# bound state:
#
# $$\mathcal L = \underbrace{\frac1n\sum_{i=1}^{n} r(x_i)^2}_{\text{equation: a mean}}
#   \;+\; w_\mathrm{norm}\underbrace{\Big(\int\psi^2\,dx-1\Big)^2}_{\text{normalisation}}
#   \;+\; w_\mathrm{bc}\underbrace{\big(\psi(x_\mathrm{min})^2+\psi(x_\mathrm{max})^2\big)}_{\text{decay: a sum}}$$
#
# **The integral.** On equally spaced points $x_1,\dots,x_n$ with spacing $h$ the trapezoid rule is
#
# $$\int\psi^2\,dx\approx h\,\Big(\tfrac12\psi_1^2+\psi_2^2+\dots+\psi_{n-1}^2+\tfrac12\psi_n^2\Big),$$
#
# ready-made as `jnp.trapezoid(values, x)`. For a smooth function that dies away at both ends together with all its
# derivatives, as $\psi^2$ of a bound state does, it is far better than its reputation: the error falls faster than
# any power of $h$ ([Trefethen & Weideman, *SIAM Rev.* **56**, 385 (2014)](https://doi.org/10.1137/130932132)). It is
# tempting to write `jnp.mean(psi**2) * (x[-1] - x[0])` instead. Count intervals and points: there are $n-1$ of the
# former, $n$ of the latter, so the mean is too small by the factor $(n-1)/n$, and the network will dutifully learn a
# $\psi$ that is too large by half a per cent for $n=100$.
#
# `total_loss` gets what is trained in *one* pytree, `trainable = {"net": params, "E": E}`. That is the whole trick of
# an eigenvalue PINN: the gradient of the loss then has an entry for $E$, and the optimiser moves the energy together
# with the weights. The weights of the loss come as `w = {"norm": …, "bc": …}`.

# %% [raw]
# # BEGIN SOLUTION


# %%
def norm_loss(psi, params, x):
    """(∫ψ² dx − 1)², the integral by the trapezoid rule.

    Args:
        psi: function (params, x) → ψ of one point.
        params: its parameters.
        x: equally spaced points in ascending order, in bohr, shape (n,).

    Returns:
        Loss, shape ().

    Example:
        >>> arch = lambda height, x: height * jnp.cos(jnp.pi * x / 2)      # ∫ψ² = height² between its zeros
        >>> round(float(norm_loss(arch, 3.0, jnp.linspace(-1.0, 1.0, 65))), 2)      # (9 - 1)²
        64.0
    """
    # BEGIN SOLUTION
    values = jax.vmap(psi, in_axes=(None, 0))(params, x)
    return (jnp.trapezoid(values**2, x) - 1.0) ** 2
    # END SOLUTION


def boundary_loss(psi, params, x_min, x_max):
    """ψ(x_min)² + ψ(x_max)², a sum and not a mean.

    Args:
        psi: function (params, x) → ψ of one point.
        params: its parameters.
        x_min, x_max: ends of the domain in bohr, shape ().

    Returns:
        Loss, shape ().

    Example:
        >>> line = lambda slope, x: slope * x
        >>> float(boundary_loss(line, 1.0, -1.0, 2.0))      # 1 + 4
        5.0
    """
    # BEGIN SOLUTION
    return psi(params, x_min) ** 2 + psi(params, x_max) ** 2
    # END SOLUTION


def total_loss(psi, trainable, V, x, w):
    """mean of r² + w["norm"] · norm_loss + w["bc"] · boundary_loss.

    Args:
        psi: function (params, x) → ψ of one point.
        trainable: {"net": parameters of psi, "E": energy in hartree, shape ()}.
        V: function x → V(x) in hartree, elementwise on arrays.
        x: equally spaced points in ascending order, in bohr, shape (n,); its ends, x[0] and x[-1], are the ends of
            the domain, which need not lie symmetrically.
        w: {"norm": weight of the normalisation, "bc": weight of the boundary term}.

    Returns:
        Loss, shape ().

    Example:
        ψ = 1 on [−½, ½] is normalised; without a potential r = −E, and each end contributes 1:

        >>> flat = lambda params, x: 1.0 + 0.0 * x
        >>> free = lambda x: 0.0 * x
        >>> x = jnp.linspace(-0.5, 0.5, 11)
        >>> w = {"norm": 1.0, "bc": 10.0}
        >>> round(float(total_loss(flat, {"net": 0.0, "E": 3.0}, free, x, w)), 3)      # 9 + 0 + 10·2
        29.0
    """
    # BEGIN SOLUTION
    params = trainable["net"]
    equation = jnp.mean(residual(psi, params, trainable["E"], V, x) ** 2)
    normalisation = norm_loss(psi, params, x)
    decay = boundary_loss(psi, params, x[0], x[-1])
    return equation + w["norm"] * normalisation + w["bc"] * decay
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4

# %% [markdown]
# ## q4. Training (4 points)
#
# Now let the network and the energy find each other. The optimiser loop is given:
#
# ```python
# trainable, history = minimise(loss, trainable, steps, learning_rate=1e-2, record={"E": lambda t: t["E"]})
# ```
#
# It follows the gradient of `loss(trainable)` with Adam ([Kingma & Ba](https://arxiv.org/abs/1412.6980)), lets the
# learning rate fall to zero, shows its progress, and returns the trained pytree and a history of shape `(steps, 2)`:
# the loss, and what `record` asks for. You choose what goes in:
#
# - **Points.** A hundred equally spaced ones on $[-L,L]$ are enough. Fixed points keep the integral honest.
# - **Where $E$ starts.** Minimising the loss does *not* mean minimising the energy: every eigenstate makes the loss
#   zero. Which one is found depends on the way. No level lies below the bottom of the well (can you prove it from
#   $\int\psi'^2\ge0$?), so an $E$ that starts at $\min V$ and rises meets the ground state first. When we started it
#   at $1.5$ instead, ten of twenty trainings in the well $x^2/2$ ended in the *first excited* state.
# - **Weights** of the three terms. Try $1$ and $1$ first.
#
# The well, the domain, the seed and the number of steps are arguments: use them all. 5000 steps take some seconds,
# the first of them for compilation, and normally give three digits of the energy or more. Now and then a seed ends in
# a poor minimum, with your code as with ours; where that may be the reason, the tests try a second seed before they
# judge. They also look for what a training leaves behind. Your `total_loss`, with both weights 1, at the parameters
# that you return must be a twentieth, or less, of what it is after ten steps, and about the last loss of `history`;
# and the $E$ of `history` must have moved.

# %% [raw]
# # BEGIN SOLUTION


# %%
def train(V, L, seed, steps):
    """Find the ground state of a well with your network `psi` and an energy that is trained together with it.

    Args:
        V: function x → V(x) in hartree, elementwise on arrays. V(−L) and V(L) are at most about 40.
        L: half width of the domain [−L, L] in bohr.
        seed: int, of the network's initial parameters.
        steps: int, number of optimiser steps, 10 or more.

    Returns:
        trainable: {"net": parameters of `psi`, "E": energy in hartree, shape ()}, after training.
        history: shape (steps, 2); `total_loss` and E at every step. Its first row belongs to the parameters that the
            seed gives, whatever `steps` is, its last one to `trainable`, but for one step.

    Example:
        >>> trainable, history = train(harmonic_well(1.0), 5.0, seed=0, steps=5000)
        >>> history.shape, abs(float(trainable["E"]) - 0.5) < 0.005
        ((5000, 2), True)
    """
    # BEGIN SOLUTION
    x = jnp.linspace(-L, L, 100)
    weights = {"norm": 1.0, "bc": 1.0}

    def loss(trainable):
        return total_loss(psi, trainable, V, x, weights)

    start = {"net": init_params(seed), "E": jnp.min(V(x))}
    return minimise(loss, start, steps, learning_rate=1e-2, record={"E": lambda trainable: trainable["E"]})
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# Look at what you trained. Does the energy rise to $\tfrac12$ smoothly, or does it rest somewhere on the way, as it
# does for some seeds? What happens to the loss meanwhile?

# %%
with watch() as looks:
    ground, history = train(harmonic_well(1.0), 5.0, seed=0, steps=5000)
points = np.linspace(-5.0, 5.0, 201)
network_values = jax.vmap(psi, in_axes=(None, 0))(ground["net"], jnp.asarray(points))
plot_training(history, exact_energy=0.5)
plot_wavefunction(points, network_values, harmonic_ground_state(points))

# %% [markdown]
# `watch` has kept what `minimise` had reached now and then. Which part of $\psi$ is right first, the middle or the
# tails? Which of the three terms of the loss is the largest one at the start, and which one in the end? And where
# along $x$ is the residual of the finished training largest?

# %%
snapshots = {
    step: (float(trainable["E"]), jax.vmap(psi, in_axes=(None, 0))(trainable["net"], jnp.asarray(points)))
    for step, trainable in looks.some(6)
}
plot_snapshots(points, snapshots, harmonic_ground_state(points))

fine, off = jnp.asarray(points), {"norm": 0.0, "bc": 0.0}
steps = [step for step, _ in looks.some(20)]
terms = {
    "equation": [total_loss(psi, trainable, harmonic_well(1.0), fine, off) for _, trainable in looks.some(20)],
    "normalisation": [norm_loss(psi, trainable["net"], fine) for _, trainable in looks.some(20)],
    "decay": [boundary_loss(psi, trainable["net"], fine[0], fine[-1]) for _, trainable in looks.some(20)],
}
plot_loss_terms(steps, terms, points, residual(psi, ground["net"], ground["E"], harmonic_well(1.0), fine))

# %% [markdown]
# **Where do the seconds go?** In a benchmark of ours, 5000 steps with the network of question 1 took 1.15 s of one
# processor core: 0.94 s to trace and compile the program, 0.21 s to run it. So what makes a short training slow is
# mostly how much there is to compile. We wrote the same training in several ways, and all of them end within
# $10^{-5}$ hartree of $E=\tfrac12$:
#
# | what is written differently | time, relative |
# |:--|--:|
# | `grad` of `grad` for $\psi''$, Adam on the pytree, all steps in one `jax.lax.scan` | 1 |
# | $\psi''$ by forward mode twice, or by Taylor series (`jax.experimental.jet`) | 0.98 to 1.05 |
# | $\psi''$ by hand: $\psi$, $\psi'$ and $\psi''$ handed on from layer to layer | 0.93 |
# | the same, and all parameters in one vector, which is one array for Adam and not six | 0.84 |
# | the first, with one vector, and with a compiler that is told to optimise less | 0.78 |
# | all three: by hand, one vector, less optimised | 0.65 |
# | the first, with a Python loop that calls one compiled step 5000 times | 1.41 |
#
# `minimise` does the 0.78 with whatever loss you hand it. The clever derivative gains less than you would guess:
# once compiled, `grad` of `grad` runs as fast as any of the others. With a large network or many points it is
# the steps that count, not the compilation, and the list would look different. Measure before you optimise: time the
# first call of a compiled function, and then the second.

# %% [raw]
# # BEGIN QUESTION
# name: q5

# %% [markdown]
# ## q5. The Rayleigh quotient (2 points)
#
# How do you trust an energy when you do not know the right one? Every trial function, trained or guessed, has an
# expectation value of the energy,
#
# $$\langle H\rangle[\psi] = \frac{\int\big(\tfrac12\,\psi'(x)^2 + V(x)\,\psi(x)^2\big)\,dx}{\int\psi(x)^2\,dx},$$
#
# and the variational principle says that none is lower than the ground-state energy. (The kinetic term is
# $-\tfrac12\int\psi\,\psi''dx$, integrated by parts; what did we assume about $\psi$ at the ends?)
#
# It is also the energy that your training was looking for. Set the derivative of the mean squared residual with
# respect to $E$ to zero and solve for $E$: you find $\int\psi\,(H\psi)\,dx\big/\!\int\psi^2dx$, on your own grid. So
# at the end of a good training `trainable["E"]` and the Rayleigh quotient agree, for *any* well, and if they do not,
# something is wrong.
#
# `first_derivative` from above and `jnp.trapezoid` are all you need.

# %% [raw]
# # BEGIN SOLUTION


# %%
def rayleigh_quotient(psi, params, V, x):
    """⟨H⟩ of a trial function that need not be normalised, integrals by the trapezoid rule.

    Args:
        psi: function (params, x) → ψ of one point; negligible at the ends of x.
        params: its parameters.
        V: function x → V(x) in hartree, elementwise on arrays. Any well: it need not be symmetric.
        x: equally spaced points in ascending order, in bohr, shape (n,).

    Returns:
        Energy in hartree, shape ().

    Example:
        ψ = cos kx between two of its zeros has the energy k²/2 of a particle in a box:

        >>> wave = lambda k, x: jnp.cos(k * x)
        >>> free = lambda x: 0.0 * x
        >>> round(float(rayleigh_quotient(wave, 2.0, free, jnp.linspace(-jnp.pi / 4, jnp.pi / 4, 101))), 3)
        2.0
    """
    # BEGIN SOLUTION
    values = jax.vmap(psi, in_axes=(None, 0))(params, x)
    slope = first_derivative(psi)(params, x)
    density = values**2
    energy = jnp.trapezoid(0.5 * slope**2 + V(x) * density, x)
    return energy / jnp.trapezoid(density, x)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# Before networks there were Gaussians. Take $\psi=e^{-ax^2}$ and turn the width $a$ by hand. Where is the minimum,
# and why does the curve touch the line?

# %%
widths = np.linspace(0.15, 1.5, 28)
energies = [
    rayleigh_quotient(lambda a, x: jnp.exp(-a * x**2), float(a), harmonic_well(1.0), jnp.linspace(-8.0, 8.0, 161))
    for a in widths
]
plot_energy_curve(widths, energies, label="width parameter $a$ (bohr$^{-2}$)", bound=0.5)

# %% [raw]
# # BEGIN QUESTION
# name: q6

# %% [markdown]
# ## q6. Wells without a formula (2 points)
#
# The whole effort was not for the harmonic oscillator. For $V=\tfrac12x^4$ nobody has a formula, and your code needs
# none. It needs a sensible domain, though, and the domain must follow from the well:
#
# - **Too narrow**, and the walls at $\pm L$ squeeze the particle: the energy comes out too high.
# - **Too wide**, and the equation term of the loss is about nothing but the ends. There $V\psi$ is large for the
#   slightest $\psi$: with $L=5$ the quartic well has $V(L)=312$, and a $\psi$ of one per cent at the ends weighs as
#   much as the whole ground state. (With the network of our solution half of the trainings then miss the energy.)
#
# Both are said in terms of energy, not of length: stop where $V$ has climbed to some $v_\mathrm{max}$, well above
# $E$, but not above about 40 hartree. (All wells that the tests draw have their bottom near 0 and a ground state
# below 2 hartree.)
#
# `half_width(V, v_max)` finds that place. On a well that is not symmetric the two ends differ: take the largest $L$
# for which *neither* end is above $v_\mathrm{max}$.
#
# A well whose minimum is not near $x=0$ needs one thing more. For $V=\tfrac12(x-2)^2$ and $v_\mathrm{max}=15$ this
# rule ends at $x=3.5$, where $V$ is only 1.1 and $\psi$ still has a third of its height; the training then gives
# $E=0.08$. (That is less than any well with walls at $\pm3.5$ allows. Which term of the loss should have prevented
# it?) But no level depends on where a well stands. So `ground_energy(V, seed)`, which puts everything together, moves
# the well first: look for its lowest point $x_0$ on a grid, and train in $V(x+x_0)$ on the domain that this well asks
# for.

# %% [raw]
# # BEGIN SOLUTION


# %%
def half_width(V, v_max):
    """The largest L for which neither V(−L) nor V(L) exceeds v_max.

    Args:
        V: function x → V(x) in hartree, elementwise on arrays. It has one minimum, not necessarily at 0, and grows
            on both sides of it; V(0) < v_max.
        v_max: in hartree.

    Returns:
        L in bohr as a Python float, to 0.5 % or better. It is between 0.2 and 100 bohr.

    Example:
        >>> round(float(half_width(harmonic_well(1.0), 18.0)), 2)      # L²/2 = 18
        6.0
        >>> round(float(half_width(harmonic_well(1.0, -1.0), 18.0)), 2)      # (L + 1)²/2 = 18 at the right end
        5.0
    """
    # BEGIN SOLUTION
    inside, outside = 0.0, 100.0
    for _ in range(40):
        middle = (inside + outside) / 2
        if max(V(-middle), V(middle)) > v_max:
            outside = middle
        else:
            inside = middle
    return inside
    # END SOLUTION


def ground_energy(V, seed):
    """Ground-state energy of a well, on a domain that follows from the well.

    Args:
        V: function x → V(x) in hartree, elementwise on arrays. It has one minimum, between x = −5 and x = 5, where V
            is about 0, and grows on both sides of it.
        seed: int, of the network's initial parameters.

    Returns:
        Energy in hartree as a Python float, to 0.02 or better.

    Example:
        >>> abs(float(ground_energy(harmonic_well(1.5, 2.0), seed=0)) - 0.75) < 0.01
        True
    """
    # BEGIN SOLUTION
    grid = np.linspace(-5.0, 5.0, 2001)
    lowest = float(grid[np.argmin(V(grid))])

    def moved(x):
        return V(x + lowest)

    L = half_width(moved, 20.0)
    trainable, _ = train(moved, L, seed, steps=5000)
    return float(trainable["E"])
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# Three wells, one code; below them $|\psi|$ on a logarithmic scale. Which of the three wave functions has the fattest
# tails, and how could you have known from $V$? Down to which size do you believe the network?

# %%
states = {}
for name, well in {
    "$x^2/2$": harmonic_well(1.0),
    "$x^2/2+x^4/10$": anharmonic_well(0.1),
    "$x^4/2$": quartic_well(0.5),
}.items():
    L_well = half_width(well, 20.0)
    trained, _ = train(well, L_well, seed=0, steps=5000)
    grid = jnp.linspace(-L_well, L_well, 201)
    states[name] = (well, float(trained["E"]), grid, jax.vmap(psi, in_axes=(None, 0))(trained["net"], grid))
plot_wells(states)

# %% [raw]
# # BEGIN QUESTION
# name: q7

# %% [markdown]
# ## q7. The first excited state (2 points)
#
# Every eigenstate makes the loss zero; so far the start decided which one you got. To *ask* for the next state up,
# tell the optimiser what distinguishes it from the ground state. In one dimension the levels
# $E_0<E_1<E_2<\dots$ are all different, and $\psi_n$ has exactly $n$ nodes. The tempting short cut is to start $E$ at
# $\tfrac32$ and hope, which worked for half of our seeds in question 4. At every step $E$ is drawn towards the
# Rayleigh quotient of the present $\psi$, and $\psi$ is bent to fit the present $E$; the initial weights decide who
# gives way first. To be sure, make $\psi$ different. There are two honest ways:
#
# - **Symmetry, built in.** If $V(-x)=V(x)$, the $\psi_n$ are even and odd in turns, and $\psi_1$ is the lowest of the
#   odd ones. Of any network one can make an odd function, with the same parameters. Among odd functions $\psi_1$ is
#   the ground state, and training finds it as reliably as before, if the odd function is at the start no larger than
#   the network itself. If it is much larger, the normalisation pulls it down before it has found its shape: with
#   twice the size, 2 of 52 trainings ended in another state, with four times the size 8 of 12.
# - **Orthogonality, asked for.** Different eigenstates have no overlap, $\int\psi_1\psi_0\,dx=0$, and of all
#   functions orthogonal to $\psi_0$ none has less energy than $\psi_1$. So train $\psi_0$ first, and then add
#   $w_\perp\big(\int\psi\,\psi_0\,dx\big)^2$ to the loss; $w_\perp=1$ is a good start. This needs no symmetry,
#   works for $\psi_2,\psi_3,\dots$ as well, and hands the error of your $\psi_0$ on to all of them.
#
# Both are used in [Jin, Mattheakis & Protopapas 2022](https://arxiv.org/abs/2203.00451); building a property into the
# ansatz is as old as [Lagaris, Likas & Fotiadis 1997](https://doi.org/10.1016/S0010-4655(97)00054-4), who met
# boundary conditions in this way. Choose one. Your losses from question 3 take *any* function `psi(params, x)`, not
# only the network itself.
#
# The tests do not trust a single lucky seed: unless your $\psi_1$ can have no overlap with $\psi_0$ whatever its
# parameters, they train several times and want $\psi_1$ of every one. As in question 4, your `total_loss`, here of
# `excited`, must fall to a twentieth of what it is after ten steps.

# %% [raw]
# # BEGIN SOLUTION


# %%
def train_excited(V, L, seed, steps):
    """Find the first excited state of a symmetric well.

    Args:
        V: function x → V(x) in hartree, elementwise on arrays, with V(−x) = V(x). V(L) is at most about 40.
        L: half width of the domain [−L, L] in bohr.
        seed: int, of the network's initial parameters.
        steps: int, number of optimiser steps of each training, 10 or more.

    Returns:
        trainable: {"net": parameters, "E": energy E₁ in hartree, shape ()}, after training.
        excited: the function (params, x) → ψ₁ of one point that belongs to these parameters; x and ψ₁ have shape ().
            ∫ψ₁² dx = 1, any sign.

    Example:
        >>> trainable, excited = train_excited(harmonic_well(1.0), 5.0, seed=0, steps=5000)
        >>> abs(float(trainable["E"]) - 1.5) < 0.01
        True
        >>> left, right = excited(trainable["net"], -1.0), excited(trainable["net"], 1.0)
        >>> bool(left * right < 0)      # a node in between
        True
    """

    # BEGIN SOLUTION
    def odd(params, x):
        return (psi(params, x) - psi(params, -x)) / 2

    x = jnp.linspace(-L, L, 100)
    weights = {"norm": 1.0, "bc": 1.0}

    def loss(trainable):
        return total_loss(odd, trainable, V, x, weights)

    start = {"net": init_params(seed), "E": jnp.min(V(x))}
    trainable, _ = minimise(loss, start, steps, learning_rate=1e-2, record={"E": lambda trainable: trainable["E"]})
    return trainable, odd
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# Both states in their well. A classical particle of energy $E$ turns back where $V=E$: what does $\psi$ do there? And
# what would $\psi_2$ look like?

# %%
with watch() as excited_looks:
    first_excited, excited = train_excited(harmonic_well(1.0), 5.0, seed=0, steps=5000)
plot_states(
    harmonic_well(1.0),
    points,
    {
        "$\\psi_0$": (float(ground["E"]), jax.vmap(psi, (None, 0))(ground["net"], jnp.asarray(points))),
        "$\\psi_1$": (
            float(first_excited["E"]),
            jax.vmap(excited, (None, 0))(first_excited["net"], jnp.asarray(points)),
        ),
    },
    exact=(harmonic_ground_state(points), harmonic_excited_state(points)),
)

# %% [raw]
# # BEGIN QUESTION
# name: q8

# %% [markdown]
# ## q8. The same well as a matrix (2 points)
#
# Is a network needed for this at all? On a grid the Schrödinger equation is an eigenvalue problem for a matrix, and
# those have been solved in milliseconds for decades. Put $n$ points between two walls at $\pm L$, where $\psi=0$:
#
# $$x_i=-L+ih,\quad i=1,\dots,n,\qquad h=\frac{2L}{n+1}.$$
#
# The three-point formula $\psi''(x_i)\approx(\psi_{i+1}-2\psi_i+\psi_{i-1})/h^2$ turns
# $H=-\tfrac12\frac{d^2}{dx^2}+V$ into a symmetric matrix that is zero but for three diagonals; for $n=3$
#
# $$H=\frac1{2h^2}\begin{pmatrix}2&-1&0\\-1&2&-1\\0&-1&2\end{pmatrix}
#   +\begin{pmatrix}V(x_1)&&\\&V(x_2)&\\&&V(x_3)\end{pmatrix}.$$
#
# Its eigenvalues are approximations of $E_0,E_1,\dots$, and all of them come at once. The formula neglects terms of
# order $h^2$, and the levels are wrong by as much
# ([LeVeque 2007, chapter 2](https://doi.org/10.1137/1.9780898717839)). Write it with NumPy: the entries grow like
# $1/h^2$, and `float64` keeps the small eigenvalues clean beside them. `np.linalg.eigvalsh` is for symmetric
# matrices.

# %% [raw]
# # BEGIN SOLUTION


# %%
def diagonalise(V, L, n):
    """Levels of a well between walls at ±L, by the three-point formula at n points.

    Args:
        V: function x → V(x) in hartree, elementwise on arrays; the well may have any shape.
        L: half width of the domain in bohr; ψ(−L) = ψ(L) = 0.
        n: int, number of points strictly between the walls.

    Returns:
        All n eigenvalues in hartree, ascending, shape (n,).

    Example:
        One point in a box of width 2 has h = 1 and the matrix (1/h²); two points have h = 2/3:

        >>> box = lambda x: 0.0 * x
        >>> diagonalise(box, 1.0, 1), diagonalise(box, 1.0, 2)
        (array([1.]), array([1.125, 3.375]))
    """
    # BEGIN SOLUTION
    h = 2 * L / (n + 1)
    x = -L + h * np.arange(1, n + 1)
    neighbours = np.full(n - 1, -0.5 / h**2)
    H = np.diag(1 / h**2 + V(x)) + np.diag(neighbours, 1) + np.diag(neighbours, -1)
    return np.linalg.eigvalsh(H)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# The whole spectrum beside two trained energies, and the errors of both, against the spacing $h$ and against the time
# that they took: at which $h$ does the matrix overtake the network, and how much faster is it there? Be fair to the
# network, too. In one dimension a hundred points are nothing, but the same grid in $d$ dimensions has $100^d$, and
# for the electrons of a small molecule no computer holds it. Networks as wave functions begin where matrices end
# ([Hermann *et al.*, *Nat. Rev. Chem.* **7**, 692 (2023)](https://arxiv.org/abs/2208.12590)).

# %%
sizes = [2**k - 1 for k in range(5, 11)]
ladders, seconds = [], []
for n in sizes:
    start = time.perf_counter()
    ladders.append(diagonalise(harmonic_well(1.0), 8.0, n)[:5])
    seconds.append(time.perf_counter() - start)
plot_spectrum(
    harmonic_well(1.0),
    trained=[float(ground["E"]), float(first_excited["E"])],
    trained_seconds=[looks.seconds, excited_looks.seconds],
    exact=np.arange(5) + 0.5,
    spacings=[16.0 / (n + 1) for n in sizes],
    ladders=ladders,
    seconds=seconds,
)

# %% [raw]
# # BEGIN QUESTION
# name: q9

# %% [markdown]
# ## q9. Challenge: as many digits as you can (0 points)
#
# A quartic well $V=g\,x^4$, with a $g$ between 0.3 and 0.9 that is drawn when your notebook is graded. Find its
# ground state as accurately as you can. No points are at stake; the feedback shows a score,
#
# $$-\log_{10}\max\big(|E-E_0|,\ |\langle H\rangle[\psi]-E_0|\big),$$
#
# roughly the number of right decimals. $E$ is the energy that you return and $\langle H\rangle[\psi]$ the one that we
# compute from your `psi(params, x)` where $V\le40$ hartree, so that a good $E$ from elsewhere, such as question 8,
# does not help a poor network. The public check tells you the decimals of $E$ for $g=\tfrac12$.
#
# Question 6 gives four to five. What limits it: the walls, the number of steps, the rule for the integrals, the
# choice between the trained $E$ and the Rayleigh quotient, `float32`? Change one thing at a time. An answer should
# take less than about 15 seconds. (An energy that is wrong by more than 0.02 hartree has no score.)
#
# ### Going further: all the digits there are
#
# Our own answer has twelve decimals, as many as we compare, in a tenth of a second once everything is compiled. It is
# the network of question 1 and the equation of question 2; only the 5000 steps are gone. Four ideas:
#
# 1. **The last layer is linear.** Keep the hidden layers fixed, and $\psi=\sum_jc_j\varphi_j(x)$ is a sum of given
#    functions, the units of the last hidden layer; so is $H\psi=\sum_jc_j\,H\varphi_j$. For a given $E$ and a given
#    right-hand side $s(x)$, $(H-E)\psi=s$ at $n$ points is then $n$ linear equations for the $c_j$, and
#    $\psi(\pm L)=0$ are two more. Nobody has to walk down a valley to solve linear equations:
#    `np.linalg.lstsq(A, b, rcond=1e-14)` finds the best $c$ at once. (With $s=0$ it would find $c=0$; idea 3 says
#    which $s$ to take.) `jax.grad` builds the matrix: $\varphi_j$ is $\partial\psi/\partial c_j$, and $\varphi_j''$
#    is $\partial\psi''/\partial c_j$.
# 2. **Then draw the hidden layers with care**, since they stay as they are: units that bend all over the domain, each
#    smooth on a scale that fits $\psi$. Your `psi` may take arrays of other sizes than `init_params` makes. For
#    instance 32 units with slopes of size $3/L$ to $6/L$ that bend at places spread evenly over $[-1.1L,1.1L]$, then
#    128 with weights of size $2/\sqrt{32}$ and biases between $-2$ and $2$. In practice the error then falls faster
#    than any power of their number, until rounding stops it.
# 3. **$E$ multiplies $c$**, so both together are not linear. Two old methods help. *Inverse iteration*: solve
#    $(H-E)\,\psi_\mathrm{new}=\psi_\mathrm{old}$, normalise, repeat. Each step divides the part of
#    $\psi_\mathrm{old}$ along the eigenstate $\psi_n$ by $E_n-E$, so the state whose energy is nearest to $E$ wins,
#    even if you begin with random numbers. For the ground state of a well whose bottom is at 0, $E=0$ will do; what
#    $\psi$ has become gives you a better $E$, the Rayleigh quotient. Then *Gauss–Newton*: write $\psi+\delta\psi$ and
#    $E+\delta E$, drop products of small quantities,
#    $$(H-E)\,\delta\psi-\psi\,\delta E=-(H-E)\,\psi,\qquad 2\int\psi\,\delta\psi\,dx=1-\int\psi^2dx,$$
#    solve by least squares, add, repeat. All equations can be met nearly exactly here, and therefore every step about
#    doubles the right decimals: 3, 6, 12.
# 4. **Nothing else may be less exact.** Gauss–Legendre points, `np.polynomial.legendre.leggauss`, with each equation
#    multiplied by the square root of its weight. Walls where $\psi$ has fallen to $10^{-11}$: it falls like
#    $\exp\big(-\int\sqrt{2(V-E)}\,dx\big)$, so stop where that integral is 25. And `float64`: put
#    `with double_precision():` around what JAX computes, $V$ included, with NumPy arrays in and out, since JAX arrays
#    that were made outside have seven digits. The score looks at your `psi` in double precision, too.
#
# Other states can be had the same way: inverse iteration finds the level nearest to the $E$ that you begin with.
#
# What does it give up? *Learning.* Where the units bend was decided by somebody who knew where $\psi$ lives. In one
# dimension that is cheap, but to cover a cube of $d$ dimensions as densely takes $100^d$ units, and the work grows
# with the cube of their number; a network that moves its units to where they are needed can do with few. Least
# squares needs all points at once; a training can draw new ones at every step, which in many dimensions is the only
# way. And an equation that is not linear in $\psi$ needs Newton's method from the outset. What is left is closely
# related to expanding $\psi$ in a basis, with random functions in place of sines; it is known as *random features* or
# *extreme learning machine*
# ([Dong & Li, *Comput. Methods Appl. Mech. Eng.* **387**, 114129 (2021)](https://arxiv.org/abs/2012.02895)). Where it
# works, it is the better method, by eight decimals and in less time.

# %% [raw]
# # BEGIN SOLUTION


# %%
# BEGIN SOLUTION
def state_near(V, energy, seed):
    """The state with the energy nearest to a given one, in a well that is symmetric about 0: energy and params."""
    rng = np.random.default_rng(seed)
    # ψ falls like exp(−∫√(2(V − E)) dx). Walls where that is e⁻²⁵.
    way = np.linspace(0.0, half_width(V, 400.0), 4000)
    fallen = np.cumsum(np.sqrt(2 * np.maximum(V(way) - energy, 0.0))) * way[1]
    L = way[np.searchsorted(fallen, 25.0)]

    # Hidden layers whose units bend all over the domain. They stay as they are.
    centres = 1.1 * L * (2 * (np.arange(32) + rng.random(32)) / 32 - 1)
    slopes = rng.choice([-1.0, 1.0], 32) * rng.uniform(3.0, 6.0, 32) / L
    hidden = {
        "w1": slopes,
        "b1": -slopes * centres,
        "w2": rng.normal(size=(128, 32)) * 2 / np.sqrt(32),
        "b2": rng.uniform(-2.0, 2.0, 128),
    }

    def of_units(function, x):
        # ψ and ψ″ are linear in w3: their derivatives by it are what each unit adds to them.
        by_w3 = jax.grad(lambda w3, point: function({**hidden, "w3": w3}, point))
        return np.asarray(jax.jit(jax.vmap(by_w3, in_axes=(None, 0)))(np.zeros(128), x))

    nodes, weights = np.polynomial.legendre.leggauss(160)
    x, root = L * nodes, np.sqrt(L * weights)
    with double_precision():
        units, walls = of_units(psi, x), of_units(psi, np.array([-L, L]))
        bends = of_units(lambda params, point: second_derivative(psi)(params, point[None])[0], x)
        H_units = np.asarray(V(x))[:, None] * units - 0.5 * bends

    def equation(E):
        return np.vstack([root[:, None] * (H_units - E * units), walls])

    def least_squares(A, b):
        return np.linalg.lstsq(A, b, rcond=1e-14)[0]

    # Inverse iteration, from a ψ that has a part of every state.
    wave, start = rng.normal(size=len(x)), equation(energy)
    for _ in range(8):
        w3 = least_squares(start, np.append(root * wave, [0.0, 0.0]))
        w3 /= np.linalg.norm(root * (units @ w3))
        wave = units @ w3
    energy = np.sum(root**2 * wave * (H_units @ w3))

    # Gauss–Newton for w3 and E; the next w3 rather than its change, so that least squares keeps it small.
    for _ in range(5):
        wave = units @ w3
        by_energy = -np.append(root * wave, [0.0, 0.0])
        slope = np.block([[equation(energy), by_energy[:, None]], [2 * (root**2 * wave) @ units, 0.0]])
        wrong_by = np.append(equation(energy) @ w3, np.sum((root * wave) ** 2) - 1)
        *w3, change = least_squares(slope, slope @ np.append(w3, 0.0) - wrong_by)
        energy += change
    return energy, {**hidden, "w3": np.array(w3)}


# END SOLUTION


def solve(V, seed):
    """Find the ground state of a quartic well as accurately as you can.

    Args:
        V: function x → V(x) in hartree, elementwise on arrays; V = g x⁴ with 0.3 ≤ g ≤ 0.9.
        seed: int, of the network's initial parameters.

    Returns:
        E: energy in hartree, shape ().
        params: parameters of your `psi`, such that psi(params, x) is the ground state where V(x) ≤ 40 hartree.

    Example:
        >>> E, params = solve(quartic_well(0.5), seed=0)
        >>> abs(float(E) - 0.530181) < 0.001
        True
    """
    # BEGIN SOLUTION
    return state_near(V, 0.0, seed)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# The next cell trains the same network for the harmonic well twice, briefly and at length, and draws how far it is
# from the exact ground state. You need it for question 10.

# %%
for steps in (500, 5000):
    trained, _ = train(harmonic_well(1.0), 5.0, seed=1, steps=steps)
    quotient = rayleigh_quotient(psi, trained["net"], harmonic_well(1.0), jnp.asarray(points))
    network_values = jax.vmap(psi, in_axes=(None, 0))(trained["net"], jnp.asarray(points))
    error = np.abs(np.abs(network_values) - harmonic_ground_state(points)).max()
    print(f"{steps} steps: E − ½ = {trained['E'] - 0.5:+.1e} hartree, quotient − ½ = {quotient - 0.5:+.1e} hartree,")
    print(f"    ψ is wrong by up to {error:.1e} bohr^(-1/2)")
    plot_wavefunction(points, network_values, harmonic_ground_state(points), title=f"After {steps} steps")

# %% [raw]
# # BEGIN QUESTION
# name: q10
# manual: true

# %% [markdown]
# ## q10. Where is the network wrong, and why? (2 points, read by a person)
#
# Look at the lower panels of the two figures above. In at most 200 words:
#
# 1. Where along $x$ is the error of $\psi$ largest? Where is it largest *compared with* $\psi$?
# 2. What does the loss see of an error $\delta(x)$? Explain with it what you found in 1.
# 3. Compare the order of magnitude of the quotient's error with that of the *square* of $\psi$'s error, for both
#    trainings. Why is the quotient so much better than $\psi$? And why is the trained $E$ not, after 500 steps?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# 1. The absolute error is largest outside the turning points $|x|=1$, near $|x|\approx2$: about $10^{-2}$ after 500
#    steps, some $10^{-3}$ and less after 5000. Compared with $\psi$ it is largest in the far tails: at $x=5$ the
#    exact $\psi_0$ is $3\cdot10^{-6}$, and the network is wrong by a hundred times that.
# 2. An error $\delta$ leaves the residual $(H-E)\,\delta$, squared and averaged *in absolute terms*. A tail that is a
#    hundred times too large but still tiny costs nothing that counts. Where $V-E$ is large, an error of given size is
#    expensive, hence the small absolute error at the ends; what is cheap is an error on which $H-E$ almost vanishes,
#    such as a smooth bump around the turning points, where $V\approx E$, or a bit of the lowest excited states.
#    (A multiple of $\psi_0$ itself would be cheapest; the normalisation fixes it.)
# 3. The Rayleigh quotient is stationary at an eigenstate: with $\psi=\psi_0+\sum_n c_n\psi_n$ its error is
#    $\sum_n(E_n-E_0)\,c_n^2$, quadratic in the error of $\psi$: an error of $10^{-2}$ in $\psi$ becomes $10^{-4}$.
#    The trained $E$ is a parameter like the others. It equals the quotient only where
#    $\partial\mathcal L/\partial E=0$, and after 500 steps it is still on its way up.

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION
