# %% [raw]
# # ASSIGNMENT CONFIG
# name: hw3_poisson

# %% [markdown]
# # Homework 3: a network solves Poisson's equation
#
# A charge density $\rho$ between two grounded plates at $x=0$ and $x=\pi$ makes an electrostatic potential $u$ that
# obeys, in units in which $\varepsilon_0=1$,
#
# $$u''(x) = f(x),\qquad f=-\rho,\qquad u(0)=u(\pi)=0.$$
#
# In this homework a small neural network becomes the potential. It is not shown a single value of the solution: it is
# told how wrong it is *as a solution of the equation*, and it improves. That is a **physics-informed neural
# network**, PINN for short. Most of the time $f(x)=-\sin x$, whose solution $u(x)=\sin x$ you know; your functions
# take any $f$.
#
# If you have met the Ritz method, you know half of it: choose a trial function with parameters, choose a number that
# says how bad it is, minimise. There the trial function is a sum of given shapes and the number is an energy. Here
# the trial function is a network, and the number is how far the equation is from being fulfilled.
#
# All numbers are dimensionless: $x$ in units of (distance of the plates)/$\pi$, and $u$ and $f$ to match.
#
# *Allow about seven hours. Every question has a check that you may run as often as you like; more tests, with other
# $f$ and other numbers, run when your notebook is graded. So write functions that use their arguments, and nothing
# but their arguments.*
#
# **Reading.** The method: Raissi, Perdikaris & Karniadakis,
# [*J. Comput. Phys.* **378**, 686 (2019)](https://doi.org/10.1016/j.jcp.2018.10.045), and a review of what became of
# it: Cuomo *et al.*, [*J. Sci. Comput.* **92**, 88 (2022)](https://arxiv.org/abs/2201.05624). Its ancestor, twenty
# years older and very readable: Lagaris, Likas & Fotiadis,
# [*IEEE Trans. Neural Netw.* **9**, 987 (1998)](https://arxiv.org/abs/physics/9705023).

# %%
from lecture08_utils import begin, check

begin("hw3_poisson")

from itertools import pairwise

import jax
import jax.numpy as jnp
import numpy as np

from lecture08_utils.plots_poisson import plot_gradient_sizes, plot_loss_terms, plot_solution, plot_weights
from lecture08_utils.training import minimise

jnp.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## Four habits
#
# 1. **Parameters travel.** A network is a function of its parameters *and* of $x$: `u(params, x)`. Nothing is stored
#    inside it. `params` is a **pytree**, a nesting of lists, tuples and dicts with arrays at the ends;
#    `jax.tree.map(f, params)` applies `f` to every array in it and keeps the nesting.
# 2. **Two derivatives.** `jax.grad(u)` is the derivative by argument number 0, the parameters: training needs it.
#    `jax.grad(u, argnums=1)` is the one by argument number 1, $x$: the equation needs it. It is the same `grad`.
# 3. **One point at a time.** Write `u` for one number `x`, of shape `()`, and let `vmap` make it many.
# 4. **`float32` is the default**: seven digits. Enough for everything here.
#
# Here is habit 3 at work, a worked example for questions 1 and 2.


# %%
def at_points(u):
    """Make a function of many points out of a function of one.

    Args:
        u: function (params, x) → u of one point; x and u have shape ().

    Returns:
        Function (params, x) → u, where x and u have shape (n,).

    Example:
        >>> line = lambda slope, x: slope * x
        >>> at_points(line)(3.0, jnp.array([0.0, 0.5, 1.0]))
        Array([0. , 1.5, 3. ], dtype=float32)
    """
    # None: the same params for every point. 0: one point for every entry along axis 0 of x.
    return jax.vmap(u, in_axes=(None, 0))


# %% [raw]
# # BEGIN QUESTION
# name: q1

# %% [markdown]
# ## q1. A network (2 points)
#
# A network is a formula: multiply by a matrix, add a vector, bend with $\tanh$, and again. With two hidden layers,
#
# $$u_\theta(x) = W_3\,\tanh\!\big(W_2\,\tanh(W_1 x+b_1)+b_2\big)+b_3 .$$
#
# There is no $\tanh$ around the last layer: it would keep $u$ between $-1$ and $1$, and why should a potential stay
# there? The parameters $\theta$ are a list with one pair `(W, b)` per layer. For `sizes = (1, 32, 32, 1)` the shapes
# of the `W` are $(32,1)$, $(32,32)$, $(1,32)$: rows for what comes out, columns for what goes in.
#
# **How large should the first weights be?** A sum of $n$ terms of random sign grows like $\sqrt n$. If the weights do
# not shrink to match, $\tanh$ saturates and its derivatives, on which we live, vanish; if they shrink too much, the
# signal dies from layer to layer. Between a layer with $a$ inputs and $b$ outputs, backward signals ask for
# $1/\sqrt b$ and forward ones for $1/\sqrt a$. The compromise of
# [Glorot & Bengio (2010)](https://proceedings.mlr.press/v9/glorot10a.html) is a standard deviation of
#
# $$\sqrt{\frac{2}{a+b}}\,.$$
#
# Draw the weights from a normal distribution with it, and let all biases start at zero. `np.random.default_rng(seed)`
# does the drawing; NumPy is faster at it than `jax.random`, which compiles a program for every shape first.
#
# **Why $\tanh$?** Networks for images use $\mathrm{ReLU}(z)=\max(0,z)$. Before you read on: what is $u''$ of a
# network of ReLUs, and what would Poisson's equation make of it?

# %% [raw]
# # BEGIN SOLUTION


# %%
def init_params(seed, sizes):
    """Draw the first parameters of a network.

    Args:
        seed: int. Equal seeds give equal parameters, different seeds different ones.
        sizes: numbers of units from the input to the output, such as (1, 32, 32, 1); at least two of them.

    Returns:
        List with one pair (W, b) per layer: W of shape (n_out, n_in), normally distributed with mean 0 and standard
        deviation √(2 / (n_in + n_out)), and b of shape (n_out,), zero. Floating-point JAX arrays.

    Example:
        >>> [W.shape for W, b in init_params(0, (1, 5, 4, 1))]
        [(5, 1), (4, 5), (1, 4)]
        >>> [b.shape for W, b in init_params(0, (1, 5, 4, 1))]
        [(5,), (4,), (1,)]
    """
    # BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    layers = []
    for n_in, n_out in pairwise(sizes):
        weights = rng.normal(size=(n_out, n_in)) * np.sqrt(2 / (n_in + n_out))
        layers.append((jnp.asarray(weights), jnp.zeros(n_out)))
    return layers
    # END SOLUTION


def network(params, x):
    """Evaluate a network at one point.

    Args:
        params: list of (W, b) as from `init_params`, with one input and one output.
        x: coordinate, shape ().

    Returns:
        u(x), shape (): tanh after every layer but the last.

    Example:
        One hidden unit with weight 2 and bias −1, whose value is multiplied by 3 and raised by ½:

        >>> params = [(jnp.array([[2.0]]), jnp.array([-1.0])), (jnp.array([[3.0]]), jnp.array([0.5]))]
        >>> network(params, 0.5)      # 3 tanh(2·½ − 1) + ½
        Array(0.5, dtype=float32)
    """
    # BEGIN SOLUTION
    *hidden, (W_last, b_last) = params
    signal = jnp.reshape(x, (1,))
    for W, b in hidden:
        signal = jnp.tanh(W @ signal + b)
    return (W_last @ signal + b_last)[0]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2

# %% [markdown]
# ## q2. Derivatives by x (2 points)
#
# Poisson's equation asks for $\partial^2u_\theta/\partial x^2$: the derivative by what goes *into* the network, at
# fixed parameters. Do not confuse it with $\partial u_\theta/\partial\theta$, which is what people usually mean by
# "the gradient of a network", and which question 4 is about.
#
# Write two functions in the manner of `at_points` above. Each takes a function `u(params, x)` of one point and gives
# back a function of `params` and many points. `u` may be anything: the check hands over functions whose derivatives
# it knows, and whose `params` is a number, a dict, or whatever it likes.
#
# `jax.grad` differentiates functions whose value is *one number*. That is why the order matters: differentiate at one
# point first, then `vmap`. (Who takes the Jacobian of the many-point function instead computes $n^2$ numbers of which
# $n^2-n$ are zero.)

# %% [raw]
# # BEGIN SOLUTION


# %%
def d_dx(u):
    """Make the function that gives ∂u/∂x at many points.

    Args:
        u: function (params, x) → u of one point; x and u have shape (), params is any pytree.

    Returns:
        Function (params, x) → ∂u/∂x, where x and ∂u/∂x have shape (n,).

    Example:
        >>> cube = lambda c, x: c * x**3
        >>> d_dx(cube)(2.0, jnp.array([0.0, 1.0, 2.0]))      # 6 x²
        Array([ 0.,  6., 24.], dtype=float32)
    """
    # BEGIN SOLUTION
    return jax.vmap(jax.grad(u, argnums=1), in_axes=(None, 0))
    # END SOLUTION


def d2_dx2(u):
    """Make the function that gives ∂²u/∂x² at many points.

    Args:
        u: function (params, x) → u of one point; x and u have shape (), params is any pytree.

    Returns:
        Function (params, x) → ∂²u/∂x², where x and ∂²u/∂x² have shape (n,).

    Example:
        >>> cube = lambda c, x: c * x**3
        >>> d2_dx2(cube)(2.0, jnp.array([0.0, 1.0, 2.0]))      # 12 x
        Array([ 0., 12., 24.], dtype=float32)
    """
    # BEGIN SOLUTION
    slope = jax.grad(u, argnums=1)
    return jax.vmap(jax.grad(slope, argnums=1), in_axes=(None, 0))
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q3

# %% [markdown]
# ## q3. Two terms of a loss (2 points)
#
# How wrong is a trial function $u$? There are two ways to be wrong, inside and at the ends:
#
# $$\mathcal L_\mathrm{pde}=\frac1n\sum_{i=1}^{n}\big(u''(x_i)-f(x_i)\big)^2,\qquad
#   \mathcal L_\mathrm{bc}=\frac{u(0)^2+u(\pi)^2}{2},\qquad
#   \mathcal L=\mathcal L_\mathrm{pde}+w_\mathrm{bc}\,\mathcal L_\mathrm{bc}.$$
#
# The $x_i$ are called **collocation points**. They are all the grid there is: no mesh, no neighbours, no stencil.
#
# Both terms are **means**, the boundary term over its two points. Papers differ: many write the general loss with
# means and then, in an example, the *sum* $u(0)^2+u(\pi)^2$. Nothing is wrong with either, but a weight of 10 on the
# sum is a weight of 20 on the mean, so say which one you use when you quote a weight.
#
# Why is the second term needed at all? Find all functions with $u''=f$: whatever solves the equation, $u+a+bx$ solves
# it as well. The equation alone leaves two numbers open, and the two boundary values settle them.

# %% [raw]
# # BEGIN SOLUTION


# %%
def loss_terms(u, params, x, f):
    """How far u is from u″ = f inside and from u = 0 at the ends.

    Args:
        u: function (params, x) → u of one point; x and u have shape (), params is any pytree.
        params: its parameters.
        x: collocation points, shape (n,).
        f: function x → right-hand side, elementwise on arrays.

    Returns:
        L_pde: mean over x of (u″ − f)², shape ().
        L_bc: mean over the two ends 0 and π of u², shape ().

    Example:
        The parabola c x (π − x) has u″ = −2c everywhere and vanishes at both ends:

        >>> parabola = lambda c, x: c * x * (jnp.pi - x)
        >>> loss_terms(parabola, 1.0, jnp.array([0.5, 1.0, 2.0]), lambda x: 1.0 + 0.0 * x)      # (−2 − 1)², 0
        (Array(9., dtype=float32), Array(0., dtype=float32))
    """
    # BEGIN SOLUTION
    residual = d2_dx2(u)(params, x) - f(x)
    ends = at_points(u)(params, jnp.array([0.0, jnp.pi]))
    return jnp.mean(residual**2), jnp.mean(ends**2)
    # END SOLUTION


def poisson_loss(u, params, x, f, w_bc):
    """L_pde + w_bc · L_bc.

    Args:
        u, params, x, f: as for `loss_terms`.
        w_bc: weight of the boundary term.

    Returns:
        Loss, shape ().

    Example:
        >>> tilted = lambda c, x: c * x * (jnp.pi - x) + 1.0                         # 1 at both ends
        >>> poisson_loss(tilted, 1.0, jnp.array([0.5, 1.0]), lambda x: 0.0 * x, 10.0)     # 4 + 10·1
        Array(14., dtype=float32)
    """
    # BEGIN SOLUTION
    equation, boundary = loss_terms(u, params, x, f)
    return equation + w_bc * boundary
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q4

# %% [markdown]
# ## q4. One step downhill (1 point)
#
# Now the other derivative. Training moves *all* parameters a little against the gradient of the loss,
#
# $$\theta\;\leftarrow\;\theta-\eta\,\frac{\partial\mathcal L}{\partial\theta},$$
#
# with a small learning rate $\eta$. Mind what is inside: $\mathcal L$ contains $\partial^2u_\theta/\partial x^2$, so
# this is a derivative by $\theta$ of derivatives by $x$. Autodiff does not care; its output can be differentiated
# like anything else. One backward pass gives $\partial\mathcal L/\partial\theta$ for all of the thousand numbers in
# $\theta$ at once.
#
# `jax.grad(loss)(params)` is a pytree of the same nesting as `params`; `jax.tree.map` also takes functions of two
# arguments and two trees.

# %% [raw]
# # BEGIN SOLUTION


# %%
def sgd_step(loss, params, lr):
    """Take one step of gradient descent.

    Args:
        loss: function params → number, shape ().
        params: any pytree of numbers and floating-point arrays.
        lr: learning rate η.

    Returns:
        params − η · ∂loss/∂params: a pytree of the same nesting and the same shapes.

    Example:
        >>> valley = lambda p: p["a"] ** 2 + 10.0 * p["b"] ** 2
        >>> new = sgd_step(valley, {"a": 1.0, "b": 1.0}, 0.01)
        >>> round(float(new["a"]), 4), round(float(new["b"]), 4)      # 1 − 0.01·2, 1 − 0.01·20
        (0.98, 0.8)
    """
    # BEGIN SOLUTION
    gradient = jax.grad(loss)(params)
    return jax.tree.map(lambda leaf, slope: leaf - lr * slope, params, gradient)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# A trial function with a single parameter, $u=p\sin x$, is enough to watch your loss and your step at work. Which $p$
# should come out, and by what factor does the distance to it shrink per step? (You can work it out: the loss is
# $(1-p)^2\,\overline{\sin^2}$.)

# %%
points = jnp.linspace(0.0, jnp.pi, 100)
one_parameter_loss = jax.jit(
    lambda p: poisson_loss(lambda p, x: p * jnp.sin(x), p, points, lambda x: -jnp.sin(x), w_bc=1.0)
)
p = 3.0
for step in range(6):
    print(f"step {step}: p = {float(p):.4f}, loss {float(one_parameter_loss(p)):.5f}")
    p = sgd_step(one_parameter_loss, p, 0.5)

# %% [raw]
# # BEGIN QUESTION
# name: q5

# %% [markdown]
# ## q5. Training (3 points)
#
# All parts are there: a network, its second derivative, a loss, a way downhill. Plain gradient descent would take a
# hundred thousand steps, because a step that is right for one parameter is too long for another. Adam
# ([Kingma & Ba](https://arxiv.org/abs/1412.6980)) gives every parameter a step of its own; the loop is given:
#
# ```python
# params, history = minimise(loss, params, steps, learning_rate=1e-2, record={"name": function of params, …})
# ```
#
# It minimises `loss(params)`, lets the learning rate fall to zero, shows its progress, and returns the trained pytree
# and a history with one row per step: the loss, then what `record` asks for, in that order.
#
# **The trial function is yours.** `trial(params, x)` is the function that you train, and the checks look at nothing
# else. The obvious one is `network` itself, with a boundary term in the loss that *asks* for $u(0)=u(\pi)=0$. Another
# one *cannot but* vanish there: Lagaris *et al.* multiply the network by $x(\pi-x)$, and the boundary term is then
# zero from the first step on. Either is right here. (Why is the first one still the more common? Think of a boundary
# in the shape of a gear wheel.)
#
# **Choices that work:** sizes $(1,32,32,1)$, a hundred equally spaced collocation points, learning rate $10^{-2}$ at
# the start. 5000 steps take a few seconds, the first of them for compilation, and leave an error of some $10^{-4}$.
# Now and then a seed ends in a poor minimum, with your code as with ours; the tests try a second seed before they
# judge.

# %% [raw]
# # BEGIN SOLUTION


# %%
def trial(params, x):
    """The trial function that `train` trains.

    Args:
        params: pytree that `train` returns.
        x: coordinate, shape ().

    Returns:
        u(x), shape ().
    """
    # BEGIN SOLUTION
    return network(params, x)
    # END SOLUTION


def train(f, seed, steps, w_bc):
    """Solve u″ = f on (0, π) with u(0) = u(π) = 0 by training `trial`.

    Args:
        f: function x → right-hand side, elementwise on arrays.
        seed: int, of the first parameters.
        steps: int, number of optimiser steps.
        w_bc: weight of the boundary term in the loss.

    Returns:
        params: pytree, the trained parameters of `trial`.
        history: shape (steps, 3); at every step the loss L_pde + w_bc · L_bc, then L_pde, then L_bc.

    Example:
        >>> params, history = train(lambda x: -jnp.sin(x), seed=0, steps=5000, w_bc=10.0)
        >>> history.shape, abs(float(trial(params, jnp.pi / 2)) - 1) < 0.002
        ((5000, 3), True)
    """
    # BEGIN SOLUTION
    x = jnp.linspace(0.0, jnp.pi, 100)

    def loss(params):
        return poisson_loss(trial, params, x, f, w_bc)

    record = {
        "L_pde": lambda params: loss_terms(trial, params, x, f)[0],
        "L_bc": lambda params: loss_terms(trial, params, x, f)[1],
    }
    return minimise(loss, init_params(seed, (1, 32, 32, 1)), steps, learning_rate=1e-2, record=record)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# Look at what you trained. The middle panel is the error, which you can draw only because you know the answer. The
# lowest panel is the residual $u''-f$, which you can *always* draw. Which of the two is larger, and where? What does
# a residual of one sign over a short stretch do to $u$?

# %%
sine_params, sine_history = train(lambda x: -jnp.sin(x), seed=0, steps=5000, w_bc=10.0)
grid = jnp.linspace(0.0, jnp.pi, 201)
plot_solution(
    grid,
    at_points(trial)(sine_params, grid),
    exact=np.sin(grid),
    residual=d2_dx2(trial)(sine_params, grid) + jnp.sin(grid),
    title="$u''=-\\sin x$, network against $\\sin x$",
)
plot_loss_terms(sine_history, w_bc=10.0)

# %% [markdown]
# A charged sheet of thickness about 0.1 at $x=1$: the same code, another $f$. Is this the picture that you remember
# from electrostatics? What is the jump of the field $-u'$ across the sheet, and what should it be? (You have a
# formula for the derivative now, and the charge is $\int\!\rho\,dx=\sqrt{2\pi}\approx2.507$.)


# %%
def sheet(x):
    return -10.0 * jnp.exp(-50.0 * (x - 1.0) ** 2)


sheet_params, _ = train(sheet, seed=0, steps=5000, w_bc=10.0)
plot_solution(
    grid,
    at_points(trial)(sheet_params, grid),
    residual=d2_dx2(trial)(sheet_params, grid) - sheet(grid),
    title="A charged sheet at $x=1$ between grounded plates",
)
left, right = -d_dx(trial)(sheet_params, jnp.array([0.6, 1.4]))
print(f"field left of the sheet {float(left):.3f}, right of it {float(right):.3f}, jump {float(right - left):.3f}")

# %% [raw]
# # BEGIN QUESTION
# name: q6

# %% [markdown]
# ## q6. Two terms that pull on the same parameters (2 points)
#
# How large should $w_\mathrm{bc}$ be? At the minimum of a perfect fit it would not matter, since both terms are zero
# there. On the way it does: the optimiser follows *one* gradient, the sum of two, and if one of them is a thousand
# times longer than the other, it alone decides the direction.
#
# [Wang, Teng & Perdikaris (2021)](https://arxiv.org/abs/2001.04536) measured the two gradients during trainings and
# found exactly that. They proposed to compare
#
# $$\hat\lambda=\frac{\max_j\big|\partial\mathcal L_\mathrm{pde}/\partial\theta_j\big|}
#                    {\frac1m\sum_{j=1}^m\big|\partial\mathcal L_\mathrm{bc}/\partial\theta_j\big|}$$
#
# and to let the weight drift towards it, a fraction $\alpha$ at a time. Maximum and mean run over **all** $m$
# parameters, no matter in which layer they are. We add an upper limit:
#
# $$w\;\leftarrow\;\min\big((1-\alpha)\,w+\alpha\,\hat\lambda,\;w_\mathrm{max}\big).$$
#
# The limit is no ornament. Two boundary points are soon met exactly; then the gradient in the denominator vanishes,
# $\hat\lambda$ grows without bound, and so does a weight that follows it. In our own trials with
# $u=\sin x+\sin4x$ it ran to $10^{10}$ and ruined the solution in three trainings out of three. So take
# $\hat\lambda$ as what it is, a **diagnostic**: it tells you which term leads. It does not promise a better result.

# %% [raw]
# # BEGIN SOLUTION


# %%
def balance_ratio(g_pde, g_bc):
    """Largest entry of one gradient, by size, over the mean size of the entries of another.

    Args:
        g_pde: pytree of numbers and arrays, ∂L_pde/∂params.
        g_bc: pytree of the same nesting and shapes, ∂L_bc/∂params; not zero everywhere.

    Returns:
        max |g_pde| / mean |g_bc|, both over all entries of all arrays; a number or an array of shape ().

    Example:
        >>> g_pde = {"W": jnp.array([[1.0, -6.0]]), "b": jnp.array([2.0])}
        >>> g_bc = {"W": jnp.array([[0.5, 0.5]]), "b": jnp.array([-2.0])}
        >>> float(balance_ratio(g_pde, g_bc))      # 6 / (3 / 3)
        6.0
    """
    # BEGIN SOLUTION
    sizes_pde = [jnp.ravel(jnp.abs(leaf)) for leaf in jax.tree.leaves(g_pde)]
    sizes_bc = [jnp.ravel(jnp.abs(leaf)) for leaf in jax.tree.leaves(g_bc)]
    return jnp.max(jnp.concatenate(sizes_pde)) / jnp.mean(jnp.concatenate(sizes_bc))
    # END SOLUTION


def adaptive_weight(w, ratio, alpha, w_max):
    """The next weight of the boundary term: a step towards a ratio, but not beyond a limit.

    Args:
        w: weight so far.
        ratio: λ̂ from `balance_ratio`.
        alpha: α between 0 and 1, the share of the *new* ratio.
        w_max: upper limit of the result.

    Returns:
        min((1 − α) w + α · ratio, w_max); a number or an array of shape ().

    Example:
        >>> round(float(adaptive_weight(10.0, 30.0, 0.1, 100.0)), 3)      # 9 + 3
        12.0
        >>> round(float(adaptive_weight(10.0, 3000.0, 0.1, 100.0)), 3)    # 309, cut
        100.0
    """
    # BEGIN SOLUTION
    return jnp.minimum((1 - alpha) * w + alpha * ratio, w_max)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# The sizes of all the gradients' entries, before and after the training of question 5. Which term leads at the start,
# and by how much? Why is the picture at the end so different, and what is $\hat\lambda$ worth there?

# %%
collocation = jnp.linspace(0.0, jnp.pi, 100)
gradients = jax.jit(jax.jacrev(lambda params: loss_terms(trial, params, collocation, lambda x: -jnp.sin(x))))
snapshots = {}
for name, snapshot in {
    "before training": train(lambda x: -jnp.sin(x), seed=0, steps=1, w_bc=10.0)[0],
    "after training": sine_params,
}.items():
    g_pde, g_bc = gradients(snapshot)
    snapshots[name] = g_pde, g_bc
    ratio = float(balance_ratio(g_pde, g_bc))
    print(f"{name}: ratio {ratio:.3g}, next weight {float(adaptive_weight(10.0, ratio, 0.1, 100.0)):.3g}")
plot_gradient_sizes(snapshots)

# %% [markdown]
# And what a weight does when nobody looks after it. Over how many powers of ten does it hardly matter?

# %%
solutions = {}
for weight in (1.0, 1e3, 1e4):
    trained, _ = train(lambda x: -jnp.sin(x), seed=1, steps=5000, w_bc=weight)
    solutions[weight] = at_points(trial)(trained, grid)
plot_weights(grid, solutions, exact=np.sin(grid))

# %% [markdown]
# q7 BEGINS HERE

# %% [markdown]
# q7 ENDS HERE

# %% [markdown]
# q8 BEGINS HERE

# %% [markdown]
# q8 ENDS HERE

# %% [markdown]
# q9 BEGINS HERE

# %% [markdown]
# q9 ENDS HERE

# %% [raw]
# # BEGIN QUESTION
# name: q10
# manual: true

# %% [markdown]
# ## q10. Finite elements or a network? (2 points, read by a person)

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# An answer.

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION
