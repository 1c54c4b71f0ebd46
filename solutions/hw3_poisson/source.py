# %% [raw]
# # ASSIGNMENT CONFIG
# name: hw3_poisson
# points: 20

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
# *Allow about seven hours. Every question but q10, which a person reads, has a check that you may run as often
# as you like; more tests, with other $f$ and other numbers, run when your notebook is graded. So write functions that
# use their arguments, and nothing but their arguments.*
#
# The examples in the docstrings are tests as well: `try_examples("network")` runs those of `network` on your code
# and prints the ones that come out differently. In a terminal, `lecture08 check hw3_poisson.ipynb` runs the whole
# notebook and all its checks.
#
# **Reading.** The method: Raissi, Perdikaris & Karniadakis,
# [*J. Comput. Phys.* **378**, 686 (2019)](https://doi.org/10.1016/j.jcp.2018.10.045), and a review of what became of
# it: Cuomo *et al.*, [*J. Sci. Comput.* **92**, 88 (2022)](https://arxiv.org/abs/2201.05624). Its ancestor, twenty
# years older and very readable: Lagaris, Likas & Fotiadis,
# [*IEEE Trans. Neural Netw.* **9**, 987 (1998)](https://arxiv.org/abs/physics/9705023).

# %%
from lecture08_utils import begin, check, try_examples

begin("hw3_poisson")

import timeit
from functools import partial
from itertools import pairwise

import jax
import jax.numpy as jnp
import numpy as np

from lecture08_utils.plots_fields import plot_elements, plot_error_against_time, plot_inverse, plot_mode_errors
from lecture08_utils.plots_poisson import plot_gradient_sizes, plot_loss_terms, plot_solution, plot_weights
from lecture08_utils.plots_scheme import plot_pinn_scheme
from lecture08_utils.precision import double_precision
from lecture08_utils.training import minimise, minimise_by_the_clock, minimise_for_each

jnp.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# The method in one picture. Two derivatives of the same network appear in it, by different arguments and for
# different purposes: find both before you read on. Question 1 is the left part, 2 and 3 the middle, 4 and 5 the way
# back.

# %%
plot_pinn_scheme()

# %% [markdown]
# ## Four habits
#
# 1. **Parameters travel.** A network is a function of its parameters *and* of $x$: `u(params, x)`. Nothing is stored
#    inside it. `params` is a **pytree**, a nesting of lists, tuples and dicts with arrays at the ends;
#    `jax.tree.map(f, params)` applies `f` to every array in it and keeps the nesting.
# 2. **Two derivatives.** `jax.grad(u)` is the derivative with respect to argument number 0, the parameters: training
#    needs it. `jax.grad(u, argnums=1)` is the one with respect to argument number 1, $x$: the equation needs it. The
#    same `grad` does both.
# 3. **One point at a time.** Write `u` for one number `x`, of shape `()`, and let `vmap` make it many.
# 4. **`float32` is the default**: seven digits. Enough for the networks here.
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
# signal dies from layer to layer. In a layer with $a$ inputs and $b$ outputs, backward signals ask for
# $1/\sqrt b$ and forward ones for $1/\sqrt a$. The compromise of
# [Glorot & Bengio (2010)](https://proceedings.mlr.press/v9/glorot10a.html) is a standard deviation of
#
# $$\sqrt{\frac{2}{a+b}}\,.$$
#
# Draw the weights from a normal distribution with it, each for itself, and let all biases start at zero. One
# `rng = np.random.default_rng(seed)` does the drawing for all layers: two generators with the same seed draw the same
# numbers. (NumPy is faster at it than `jax.random`, which compiles a program for every shape first.)
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
        deviation √(2 / (n_in + n_out)), with random numbers of its own, and b of shape (n_out,), zero. Floating-point
        JAX arrays.

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
        >>> round(float(network(params, 0.5)), 4)      # 3 tanh(2·½ − 1) + ½
        0.5
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
# ## q2. Derivatives with respect to x (2 points)
#
# Poisson's equation asks for $\partial^2u_\theta/\partial x^2$: the derivative with respect to what goes *into* the
# network, at fixed parameters. Do not confuse it with $\partial u_\theta/\partial\theta$, which people usually mean
# by "the gradient of a network", and which question 4 is about.
#
# Write two functions in the manner of `at_points` above. Each takes a function `u(params, x)` of one point and gives
# back a function of `params` and many points. `u` may be anything: the check hands over functions whose derivatives
# it knows, and whose `params` is a number, a dict, or whatever it likes.
#
# `jax.grad` differentiates functions whose value is *one number*. That is why the order matters: differentiate at one
# point first, then `vmap`. (Whoever takes the Jacobian of the many-point function instead computes $n^2$ numbers of
# which $n^2-n$ are zero.)

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
        >>> [round(float(slope), 3) for slope in d_dx(cube)(2.0, jnp.array([0.5, 1.0, 2.0]))]      # 6 x²
        [1.5, 6.0, 24.0]
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
        >>> [round(float(bend), 3) for bend in d2_dx2(cube)(2.0, jnp.array([0.5, 1.0, 2.0]))]      # 12 x
        [6.0, 12.0, 24.0]
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
        >>> terms = loss_terms(parabola, 1.0, jnp.array([0.5, 1.0, 2.0]), lambda x: 1.0 + 0.0 * x)
        >>> [round(float(term), 4) for term in terms]      # (−2 − 1)², 0
        [9.0, 0.0]
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
        w_bc: weight of the boundary term, which may be 0.

    Returns:
        Loss, shape (): something that `jax.grad` can differentiate with respect to params.

    Example:
        >>> tilted = lambda c, x: c * x * (jnp.pi - x) + 1.0                         # 1 at both ends
        >>> loss = poisson_loss(tilted, 1.0, jnp.array([0.5, 1.0]), lambda x: 0.0 * x, 10.0)
        >>> round(float(loss), 4)      # 4 + 10·1
        14.0
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
# this is a derivative with respect to $\theta$ of derivatives with respect to $x$. Autodiff does not care; its output
# can be differentiated like anything else. One backward pass gives $\partial\mathcal L/\partial\theta$ for all of the
# thousand numbers in $\theta$ at once.
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
# All parts are there: a network, its second derivative, a loss, a way downhill. Plain gradient descent would do: with
# your `sgd_step` and $\eta=0.01$ it takes some 40 000 steps to an error of $2\cdot10^{-4}$, and $\eta=0.03$ already
# diverges, because a step that is right for one parameter is too long for another. Adam
# ([Kingma & Ba](https://arxiv.org/abs/1412.6980)) gives every parameter a step length of its own and needs an eighth
# of that; the loop is given:
#
# ```python
# params, history = minimise(loss, params, steps, learning_rate=1e-2, record={"name": function of params, …})
# ```
#
# It minimises `loss(params)`, lets the learning rate fall to zero, shows its progress, and returns the trained pytree
# and a history with one row per step: the loss, then what `record` asks for, in that order.
#
# **The trial function is yours.** `trial(params, x)` is the function that you train: a network, as it is or inside a
# formula. (A sum of given shapes with trained coefficients is Ritz's method; here it does not count.) The obvious one
# is `network` itself, with a boundary term in the loss that *asks* for $u(0)=u(\pi)=0$. Another one *cannot but*
# vanish there: Lagaris *et al.* multiply the network by $x(\pi-x)$, and the boundary term is then zero from the first
# step on. Either is right here; for the figures of question 6, which compare the two terms of the loss, let `trial`
# be `network`. (Why is the first one still the more common? Think of a boundary in the shape of a gear wheel.)
#
# **Choices that work:** sizes $(1,32,32,1)$, a hundred equally spaced collocation points, learning rate $10^{-2}$ at
# the start. 5000 steps take a few seconds, the first of them for compilation, and leave an error of a few $10^{-4}$.
# Points that are drawn at random work as well, `rng.uniform(0.0, np.pi, 100)`: try it. They are all the mesh there
# is. Every other optimiser is welcome as well. What the tests ask of a training: that its error is below
# $2\cdot10^{-3}$ of the largest $|u|$, and not after ten steps already; that your `poisson_loss` at the parameters
# which come back is about the last loss of `history`; and that `f`, `seed`, `steps` and `w_bc` are used. Now and
# then a seed ends in a poor minimum, with your code as with ours; where that may be the reason, the tests try a
# second seed before they judge.

# %% [raw]
# # BEGIN SOLUTION


# %%
def trial(params, x):
    """The trial function that `train` trains: a network, as it is or inside a formula.

    Args:
        params: pytree that `train` returns.
        x: coordinate, shape ().

    Returns:
        u(x), shape ().

    Example:
        >>> params, _ = train(lambda x: -jnp.sin(x), seed=0, steps=10, w_bc=10.0)
        >>> trial(params, 0.3).shape
        ()
    """
    # BEGIN SOLUTION
    return network(params, x)
    # END SOLUTION


def train(f, seed, steps, w_bc):
    """Solve u″ = f on (0, π) with u(0) = u(π) = 0 by training `trial`.

    Args:
        f: function x → right-hand side, elementwise on arrays.
        seed: int, of the first parameters: equal seeds give equal ones, different seeds different ones.
        steps: int, number of optimiser steps.
        w_bc: weight of the boundary term in the loss.

    Returns:
        params: pytree, the trained parameters of `trial`, at which `poisson_loss` is about the last loss of history.
        history: shape (steps, 3); before every step the loss L_pde + w_bc · L_bc, then L_pde, then L_bc.

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
# a residual of one sign over a short stretch do to $u$? In the second figure: which term is the larger one at first,
# which one later, and what may the spikes be?

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

# %% [markdown]
# And if the right plate is not grounded but held at the voltage 1? In general a boundary condition is $u=g$, and the
# boundary term of the loss is about $u-g$. Which line of your code changes, and how? In a trial function that keeps
# its boundary values by itself, what has to be added to $x(\pi-x)$ times the network?

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
#   {\frac1{N_\theta}\sum_{j=1}^{N_\theta}\big|\partial\mathcal L_\mathrm{bc}/\partial\theta_j\big|}$$
#
# and to let the weight drift towards it, a fraction $\alpha$ at a time. Maximum and mean run over **all**
# $N_\theta$ parameters, no matter in which layer they are. We add an upper limit:
#
# $$w\;\leftarrow\;\min\big((1-\alpha)\,w+\alpha\,\hat\lambda,\;w_\mathrm{max}\big).$$
#
# The limit is no ornament. Two boundary points are soon met exactly; then the gradient in the denominator vanishes,
# $\hat\lambda$ grows without bound, and so does a weight that follows it. In our own trials with
# $u=\sin x+\sin4x$ it ran to $10^{10}$ and ruined the solution in three trainings out of three. So take
# $\hat\lambda$ as what it is, a **diagnostic**. It sets the largest entry of one gradient against a mean entry of the
# other, and so exceeds 1 even where both are alike; where it is far above the $w$ in use, the equation leads. It does
# not promise a better result.

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
# The sizes of all the gradients' entries, after one step and at the end of the training of question 5. Which term
# leads at the start, and by how much? Why is the picture at the end so different, and what is $\hat\lambda$ worth
# there?

# %%
collocation = jnp.linspace(0.0, jnp.pi, 100)
gradients = jax.jit(jax.jacrev(lambda params: loss_terms(trial, params, collocation, lambda x: -jnp.sin(x))))
snapshots = {}
for name, snapshot in {
    "after one step": train(lambda x: -jnp.sin(x), seed=0, steps=1, w_bc=10.0)[0],
    "after training": sine_params,
}.items():
    g_pde, g_bc = gradients(snapshot)
    snapshots[name] = g_pde, g_bc
    if not any(jnp.any(leaf) for leaf in jax.tree.leaves(g_bc)):
        print(f"{name}: no boundary gradient, your trial function vanishes at both ends whatever the parameters")
        continue
    ratio = float(balance_ratio(g_pde, g_bc))
    print(f"{name}: ratio {ratio:.3g}, next weight {float(adaptive_weight(10.0, ratio, 0.1, 100.0)):.3g}")
plot_gradient_sizes(snapshots)

# %% [markdown]
# What a weight does when it is much too large. Of twenty seeds each, all stayed below an error of $2\cdot10^{-3}$
# with $w_\mathrm{bc}=0.01$ and with $10$, thirteen with $100$, and none with $1000$. The three curves below start
# from the same seed, differ in the weight alone, and all vanish at both ends, nearly perfectly, after the same number
# of steps. What has the network not had time for?

# %%
solutions = {10.0: at_points(trial)(sine_params, grid)}
for weight in (1e3, 1e4):
    trained, _ = train(lambda x: -jnp.sin(x), seed=0, steps=5000, w_bc=weight)
    solutions[weight] = at_points(trial)(trained, grid)
plot_weights(grid, solutions, exact=np.sin(grid))

# %% [raw]
# # BEGIN QUESTION
# name: q7

# %% [markdown]
# ## q7. Low tones first (2 points)
#
# Leave the equation aside for one question. Simply *show* a network the values of a function, and let it learn them
# by least squares, as everybody else does. What does it learn first?
#
# A function that vanishes at $0$ and $\pi$ is a chord: a sum of tones $\sin kx$ with $k=1,2,3,\dots$ The error of a
# fit nearly vanishes there, too, and you can ask how loud each tone still is in it. Different tones are orthogonal,
# $\int_0^\pi\sin kx\,\sin mx\,dx=\tfrac\pi2\,\delta_{km}$, so multiplying by $\sin kx$ and integrating picks out one:
#
# $$e_k=\left|\frac2\pi\int_0^\pi\big(u(x)-u_\mathrm{target}(x)\big)\,\sin kx\;dx\right|.$$
#
# Take the integral by the trapezoid rule, `jnp.trapezoid(values, x)`.
#
# Then `fit_modes` trains `network` on the values of $\sum_k\sin kx$, all tones equally loud, with the mean squared
# error as loss, on 200 equally spaced points and with sizes and learning rate as in question 5, and writes down the
# $e_k$ on the way. `minimise` records what you like, and the row of step 0 is the network that has learned nothing
# yet. One trap of Python waits here, and many have met it. In
#
# ```python
# record = {}
# for k in ks:
#     record[f"k = {k}"] = lambda params: something(params, k)
# ```
#
# the functions look up `k` when they are *called*, after the loop, and all of them see the last one.
# `lambda params, k=k: …` keeps the value of its own round.

# %% [raw]
# # BEGIN SOLUTION


# %%
def mode_errors(u, target, x, ks):
    """How much of each sin kx is in the error of u.

    Args:
        u, target: values of the fit and of what it should be, at the points x, shape (n,).
        x: equally spaced points from 0 to π, both included, shape (n,).
        ks: whole numbers, at least 1 and well below n; a list or an array of length m, which may be 1.

    Returns:
        |(2/π) ∫ (u − target) sin kx dx| for each k, shape (m,), by the trapezoid rule.

    Example:
        >>> x = jnp.linspace(0.0, jnp.pi, 101)
        >>> target = jnp.sin(x)
        >>> [round(float(error), 3) for error in mode_errors(target - 0.2 * jnp.sin(3 * x), target, x, [1, 3])]
        [0.0, 0.2]
    """
    # BEGIN SOLUTION
    waves = jnp.sin(jnp.outer(jnp.asarray(ks), x))
    return jnp.abs(2 / jnp.pi * jnp.trapezoid((u - target) * waves, x, axis=1))
    # END SOLUTION


def fit_modes(ks, seed, steps, every):
    """Fit `network` to the values of Σ sin kx on (0, π) and watch the modes of its error. No equation is used.

    Args:
        ks: whole numbers between 1 and about 10, in any order, a list of length m.
        seed: int, of the first parameters: equal seeds give equal ones, different seeds different ones.
        steps: int, number of optimiser steps, a multiple of `every`.
        every: int, steps from one row of the errors to the next.

    Returns:
        params: list of (W, b), the trained parameters of `network`.
        errors: shape (steps // every, m). Row i has the `mode_errors` after i · every steps, so row 0 is the
            network before training. The columns are in the order of ks.

    Example:
        >>> params, errors = fit_modes([1, 8], seed=0, steps=1000, every=100)
        >>> errors.shape, bool(errors[2, 0] < 0.1), bool(errors[2, 1] > 0.5)      # k = 1 is there, k = 8 is not
        ((10, 2), True, True)
    """
    # BEGIN SOLUTION
    x = jnp.linspace(0.0, jnp.pi, 200)
    target = sum(jnp.sin(k * x) for k in ks)

    def loss(params):
        return jnp.mean((at_points(network)(params, x) - target) ** 2)

    def error_of_mode(params, k):
        return mode_errors(at_points(network)(params, x), target, x, [k])[0]

    record = {f"k = {k}": lambda params, k=k: error_of_mode(params, k) for k in ks}
    params, history = minimise(loss, init_params(seed, (1, 32, 32, 1)), steps, learning_rate=1e-2, record=record)
    return params, history[::every, 1:]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# Three tones, equally loud. In which order are they learned, and how many steps lie between them?

# %%
tones = [1, 3, 8]
_, regression_errors = fit_modes(tones, seed=0, steps=2000, every=5)
plot_mode_errors({"regression on $\\sum\\sin kx$": regression_errors}, tones, every=5)

# %% [markdown]
# Networks learn low tones first. This is called **spectral bias**
# ([Rahaman *et al.* 2019](https://arxiv.org/abs/1806.08734)) or the frequency principle
# ([Xu *et al.* 2020](https://arxiv.org/abs/1901.06523)), and it is half of the reason why networks often fill gaps
# between data so sensibly. Sharp features are the price: they consist of high tones.
#
# Now back to the equation, with the same network, the same solution $u=\sum_k\sin kx$ and the same optimiser, but
# with your `poisson_loss`, that is, trained on $f=-\sum_kk^2\sin kx$. **Make a guess before you run the cell:** in
# which order will the PINN learn the three tones?


# %%
def chord(x):
    return sum(jnp.sin(k * x) for k in tones)


def chord_load(x):
    return -sum(k**2 * jnp.sin(k * x) for k in tones)


fine = jnp.linspace(0.0, jnp.pi, 200)
start = init_params(0, (1, 32, 32, 1))
_, looks = minimise_by_the_clock(
    lambda params: poisson_loss(network, params, fine, chord_load, w_bc=10.0), start, steps=2000, every=5
)
pinn_errors = [
    mode_errors(at_points(network)(params, fine), chord(fine), fine, tones) for params in (start, *looks[:-1])
]
plot_mode_errors(
    {"regression: shown the values of $u$": regression_errors, "PINN: told $u''=f$": pinn_errors},
    tones,
    every=5,
)

# %% [markdown]
# The other way round! The highest tone is settled first, and the lowest one comes last: its error *grows* to several
# times its initial size, and 2000 steps need not be enough to bring it back. Look at what the loss sees. An error
# $\delta=a_k\sin kx$ leaves $-k^2a_k\sin kx$ in the equation, and costs
#
# $$\text{regression: }\ \tfrac12\,a_k^2\qquad\qquad\text{PINN: }\ \tfrac12\,k^4a_k^2 .$$
#
# An error in $k=8$ is 4096 times as expensive as one of the same size in $k=1$. The laziness of the network towards
# high tones is still there, but it has lost: the second derivative has turned the scales, and whatever puts $k=8$
# right is worth a mess in $k=1$. So "networks learn low frequencies first" is a statement about a network *and a
# loss*. The loss of an equation has its own idea of what is urgent, and to compare the two is the way to understand
# which PINNs train well and which do not
# ([Wang, Yu & Perdikaris 2022](https://arxiv.org/abs/2007.14527)).

# %% [raw]
# # BEGIN QUESTION
# name: q8

# %% [markdown]
# ## q8. The competition: finite elements (2 points)
#
# Engineers have solved $u''=f$ for seventy years without a network. To judge a new method, one should have built the
# old one. Here it is short.
#
# **Ask for less.** Multiply the equation by any test function $v$ with $v(0)=v(\pi)=0$ and integrate by parts:
#
# $$-\int_0^\pi u'v'\,dx=\int_0^\pi f\,v\,dx .$$
#
# Only first derivatives are left, so functions with kinks are admitted. (Where did the boundary term go?)
#
# **Choose kinks.** Cut $(0,\pi)$ into $n$ equal *elements* of length $h=\pi/n$. Their ends are the *nodes*
# $x_0=0,\,x_1,\dots,x_n=\pi$. The hat function $\varphi_i$ is 1 at node $x_i$, 0 at all others, and straight between.
# Every function that is continuous, straight on each element and zero at both ends is
# $u_h=\sum_{i=1}^{n-1}u_i\,\varphi_i$, and its coefficients are simply its values at the nodes.
#
# **Demand it for every hat.** With $v=\varphi_i$ for $i=1,\dots,n-1$,
#
# $$\sum_jK_{ij}\,u_j=-b_i,\qquad
#   K_{ij}=\int\varphi_i'\varphi_j'\,dx,\qquad b_i=\int f\,\varphi_i\,dx .$$
#
# The slopes are $\pm1/h$, so the *stiffness matrix* $K$ has $2/h$ on its diagonal, $-1/h$ beside it, and zeros
# elsewhere. The *load* $b_i$ needs a rule for the integral over two elements. Simpson's rule on each of them gives
#
# $$b_i\approx\frac h3\Big(f(x_i-\tfrac h2)+f(x_i)+f(x_i+\tfrac h2)\Big),$$
#
# and even $b_i\approx h\,f(x_i)$ will do. Check the units: is $b_i$ an $f$ times a length?
#
# This is linear algebra, with nothing to differentiate: NumPy and `float64` are the right tools. `np.linalg.solve`
# will do for $n$ up to a thousand. (In earnest one keeps only the three diagonals, as
# [SciPy's solver for banded
# matrices](https://docs.scipy.org/doc/scipy/reference/generated/scipy.linalg.solveh_banded.html) does, and a million
# nodes take a fraction of a second. It wants two unknowns at least; the checks also ask for $n=2$, which has one.)
#
# **How wrong is it?** The answer of a finite-element method is a *function*, not a list of nodal values, and its
# error is a function as well. Measure it everywhere:
#
# $$\|u_h-u\|=\sqrt{\int_0^\pi\big(u_h(x)-u(x)\big)^2dx}.$$
#
# If you look only at the nodes you are in for a surprise, which the figure below will show. `np.interp` evaluates
# $u_h$ anywhere; integrate each element with at least ten points in it, or with a good rule of your choice. (Theory:
# Brenner & Scott, [*The Mathematical Theory of Finite Element Methods*](https://doi.org/10.1007/978-0-387-75934-0),
# chapter 0, does just this problem.)

# %% [raw]
# # BEGIN SOLUTION


# %%
def fem_solve(f, n):
    """Solve u″ = f on (0, π) with u(0) = u(π) = 0 by linear finite elements.

    Args:
        f: function x → right-hand side, elementwise on arrays.
        n: number of elements, all of the same length; at least 2, which leaves a single unknown.

    Returns:
        nodes: shape (n + 1,), from 0 to π.
        u: values at the nodes, shape (n + 1,), the first and the last of them 0.

    Example:
        For f = 2 the solution is x(x − π), and the nodal values are exact:

        >>> nodes, u = fem_solve(lambda x: 2.0 + 0.0 * x, 4)
        >>> [round(float(value), 4) for value in u]      # −(3/16)π², −(4/16)π², −(3/16)π²
        [0.0, -1.8506, -2.4674, -1.8506, 0.0]
    """
    # BEGIN SOLUTION
    nodes, h = np.linspace(0.0, np.pi, n + 1), np.pi / n
    inner = nodes[1:-1]
    stiffness = (2 * np.eye(n - 1) - np.eye(n - 1, k=1) - np.eye(n - 1, k=-1)) / h
    load = h / 3 * (f(inner - h / 2) + f(inner) + f(inner + h / 2))
    u = np.zeros(n + 1)
    u[1:-1] = np.linalg.solve(stiffness, -np.asarray(load))
    return nodes, u
    # END SOLUTION


def l2_error(nodes, u, exact):
    """√∫(u_h − exact)² dx over all elements, u_h being straight between its values u at the nodes.

    Args:
        nodes: in ascending order, not always equally spaced, shape (n + 1,).
        u: values at the nodes, shape (n + 1,).
        exact: function x → exact solution, elementwise on arrays.

    Returns:
        The L² error to one per cent or better; a number or an array of shape ().

    Example:
        u = 0 misses 2 sin x by √∫4 sin² = √(2π), and a straight line misses x(π − x) though it is right at its ends:

        >>> nodes = np.linspace(0.0, np.pi, 5)
        >>> round(float(l2_error(nodes, np.zeros(5), lambda x: 2 * np.sin(x))), 3)
        2.507
        >>> round(float(l2_error(np.array([0.0, np.pi]), np.zeros(2), lambda x: x * (np.pi - x))), 3)      # √(π⁵/30)
        3.194
    """
    # BEGIN SOLUTION
    nodes = np.asarray(nodes)
    widths = np.diff(nodes)
    x = nodes[:-1, None] + widths[:, None] * np.linspace(0.0, 1.0, 21)
    squares = (np.interp(x, nodes, u) - exact(x)) ** 2
    return np.sqrt(np.sum(np.trapezoid(squares, x, axis=1)))
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# Eight elements for $u=\sin x$. Where is the error, and what would you have reported if you had measured it at the
# nodes only? (In one dimension, and only there, finite elements with exact loads hit the exact solution *at* every
# node: the Green's function of $d^2/dx^2$ for a source at a node is itself a sum of hats.)

# %%
plot_elements(*fem_solve(lambda x: -np.sin(x), 8), np.sin)

# %% [markdown]
# And now both methods against the clock, on the same problem and the same machine, with the same measure of error
# (for the network between so many points that the straight lines from one to the next are wrong by $3\cdot10^{-7}$
# only).
# Each point of the network is a training of its own, at whose end the learning rate has fallen to zero: to stop a
# long training early would show it with parameters that still jump about. The seconds leave out compilation, which
# takes longer than most of these trainings. What do the finite elements pay for half a digit more, and what does the
# network? By what factor does the error fall where the number of elements, or of steps, is doubled: always by the
# same?

# %%
fem_seconds, fem_errors, sizes = [], [], [8, 16, 32, 64, 128, 256]
for n in sizes:
    solve = partial(fem_solve, lambda x: -np.sin(x), n)
    fem_seconds.append(min(timeit.repeat(solve, number=1, repeat=20)))
    fem_errors.append(l2_error(*solve(), np.sin))

grid = jnp.linspace(0.0, jnp.pi, 201)
lengths = [310, 625, 1250, 2500, 5000, 10000]
network_seconds, trainings = minimise_for_each(
    lambda params: poisson_loss(network, params, grid, lambda x: -jnp.sin(x), w_bc=10.0),
    init_params(0, (1, 32, 32, 1)),
    lengths,
)
many = jnp.linspace(0.0, jnp.pi, 2001)
network_errors = [l2_error(many, at_points(network)(params, many), np.sin) for params in trainings]
plot_error_against_time(
    {
        "finite elements, $n$ of them": (fem_seconds, fem_errors, [str(n) for n in sizes]),
        "network, a training of so many steps": (network_seconds, network_errors, [str(n) for n in lengths]),
    }
)

# %% [raw]
# # BEGIN QUESTION
# name: q9

# %% [markdown]
# ## q9. The inverse problem (2 points)
#
# For the forward problem finite elements win, and by a lot. But the same loss answers another kind of question
# without any new idea. A rod of unknown heat conductivity $\kappa$ is heated along its length, and its ends are kept
# in ice. The temperature $u$ obeys, once it has settled,
#
# $$\kappa\,u''(x)=f(x),\qquad u(0)=u(\pi)=0,$$
#
# with $-f$ the heat that is produced per length, which is known. Some thermometers have given noisy values $u_j$ at
# places $x_j$. **What is $\kappa$?**
#
# Let $\kappa$ be one more trainable number, `{"net": params, "kappa": kappa}`, and add the data to the loss:
#
# $$\mathcal L=\frac1n\sum_{i=1}^n\big(\kappa\,u''(x_i)-f(x_i)\big)^2+w_\mathrm{bc}\,\frac{u(0)^2+u(\pi)^2}2
#   +w_\mathrm{data}\,\frac1m\sum_{j=1}^m\big(u(x_j)-u_j\big)^2 .$$
#
# Why is the last term needed? Equation and ends know only the *product* $\kappa u$: for every $\kappa$ there is a $u$
# that makes the first two terms zero. The data alone know nothing of $\kappa$ either. Only together do they pin it
# down ([Raissi *et al.* 2019](https://doi.org/10.1016/j.jcp.2018.10.045), section 4, do this for the Navier–Stokes
# equations).
#
# - **Do not trust the data too much.** With a large $w_\mathrm{data}$ the network follows the noise, and $u''$ of
#   noise is dreadful. With a small one, 5000 steps are not enough. Try $w_\mathrm{data}=1$ and $w_\mathrm{bc}=10$:
#   with them 20 of our 20 trainings were within the errors of the data, with $w_\mathrm{data}=0.1$ it was 12, with
#   $100$ it was 16.
# - **The loss that you have is enough.** Which function of `(trainable, x)` obeys $u''=f$ itself, so that it can be
#   handed to `poisson_loss`? (That its boundary term then carries a factor $\kappa^2$ does no harm.)
# - Let $\kappa$ start at 1. 5000 steps are enough, ten are not, and the tests look at that, too: they give the
#   function $\kappa u$, made of the `params` and the `kappa` that come back, to your `poisson_loss`, and want to see
#   that this loss is much smaller after 5000 steps than after ten, by a factor of 20 or more.
#
# **How good can it be?** This inverse problem is so simple that statistics knows the answer. If $U$ solves $U''=f$,
# then $u_j=U(x_j)/\kappa+\text{noise}$: a straight line through the origin with slope $1/\kappa$, whose least-squares
# estimate has a standard error. A network that sees the same data cannot know $\kappa$ better than that; the hidden
# tests allow it to differ from that estimate by three standard errors. It is where such a formula does not exist, for
# a $\kappa(x)$ that varies along the rod or an equation that is not linear, that the network earns its keep.

# %% [raw]
# # BEGIN SOLUTION


# %%
def train_inverse(x_data, u_data, f, seed, steps):
    """Find κ of κ u″ = f with u(0) = u(π) = 0 from noisy values of u, by training `trial` and κ together.

    Args:
        x_data: places of the measurements, between 0 and π, shape (m,).
        u_data: measured values, shape (m,).
        f: function x → right-hand side, elementwise on arrays.
        seed: int, of the first parameters: equal seeds give equal ones, different seeds different ones.
        steps: int, number of optimiser steps.

    Returns:
        params: pytree, the trained parameters of `trial`, for which `trial(params, x)` is u(x): within 6 % of the
            largest temperature of the curve that fits the readings best.
        kappa: κ > 0, shape () or a Python float.

    Example:
        u = 2 sin x is the solution for f = −sin x and κ = ½, here without noise:

        >>> x_data = jnp.linspace(0.1, 3.0, 30)
        >>> params, kappa = train_inverse(x_data, 2 * jnp.sin(x_data), lambda x: -jnp.sin(x), seed=0, steps=5000)
        >>> abs(float(kappa) - 0.5) < 0.005, abs(float(trial(params, jnp.pi / 2)) - 2) < 0.02
        (True, True)
    """
    # BEGIN SOLUTION
    x = jnp.linspace(0.0, jnp.pi, 100)

    def kappa_u(trainable, point):
        return trainable["kappa"] * trial(trainable["net"], point)

    def loss(trainable):
        misfit = at_points(trial)(trainable["net"], x_data) - u_data
        return poisson_loss(kappa_u, trainable, x, f, w_bc=10.0) + jnp.mean(misfit**2)

    start = {"net": init_params(seed, (1, 32, 32, 1)), "kappa": 1.0}
    trained, _ = minimise(loss, start, steps, learning_rate=1e-2, record={"κ": lambda trainable: trainable["kappa"]})
    return trained["net"], trained["kappa"]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# Forty thermometers, each of which errs by 0.1 or so, on a rod with $\kappa=0.7$. How can the fitted curve be so much
# better than the points that it was fitted to?

# %%
noise = np.random.default_rng(8)
thermometers = np.sort(noise.uniform(0.0, np.pi, 40))
readings = np.sin(thermometers) / 0.7 + 0.1 * noise.normal(size=40)
rod, kappa = train_inverse(
    jnp.asarray(thermometers), jnp.asarray(readings), lambda x: -jnp.sin(x), seed=0, steps=5000
)
grid = jnp.linspace(0.0, jnp.pi, 201)
plot_inverse(
    thermometers,
    readings,
    grid,
    at_points(trial)(rod, grid),
    truth=np.sin(grid) / 0.7,
    title=f"$\\kappa$ = {float(kappa):.3f} from 40 noisy readings; the rod had 0.7",
)

# %% [raw]
# # BEGIN QUESTION
# name: q10
# manual: true

# %% [markdown]
# ## q10. Finite elements or a network? (2 points, read by a person)
#
# You have solved one equation in two ways, and you have numbers for both. In at most 250 words:
#
# 1. Someone needs the potential of ten thousand charge distributions between two plates. Which of the two methods do
#    you hand over? Give your reasons in figures: error, time, and what happens to the error when you double
#    the elements, or the training steps.
# 2. Describe two problems, physical ones, for which you would rather train a network, and say which property of the
#    method decides it. "It is modern" is not a property.
# 3. With finite elements you know how the error falls with $h$. With a network you know the residual. Let the error
#    be $\delta(x)=\varepsilon\sin kx$: how large is the residual that it leaves? What does a small residual tell you,
#    then, and which errors does a PINN see least? Hold it against the figures of question 5.

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# 1. Finite elements. 256 of them are solved in a millisecond with an error of $2\cdot10^{-5}$; a training of 10 000
#    steps takes seconds, and compilation besides, for $10^{-4}$. Twice the elements mean a quarter of the error,
#    guaranteed. Twice the steps, in a training of its own, left between three quarters and a sixtieth of it, with
#    three seeds and in no order: there is no law. And every new charge is a new training, while the matrix of the
#    finite elements stays the same.
# 2. (a) Something in the equation is unknown and has to come out of measurements: in question 9 one more trainable
#    number and one more term of the loss were all it took. A conductivity that varies in space would be a second
#    network. (b) Many dimensions, such as a distribution over position and velocity in a plasma: a mesh needs $N^d$
#    points, collocation points can be drawn at random. Likewise shapes that are hard to mesh or that move.
# 3. The residual is $\delta''=-k^2\delta$. So a residual of size $r$ that oscillates like $\sin kx$ stands for an
#    error of $r/k^2$ only; in the first figure of question 5 the residual is far larger than the error. In the worst
#    case, a residual of one sign, the error of a $u$ that is right at the ends is at most
#    $\tfrac{\pi^2}{8}\max|r|$. A small residual is therefore a bound on the error, provided the boundary term is
#    small as well: it says nothing about $a+bx$. Smooth errors with small $k$ cost least, and those are what remains.

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q11

# %% [markdown]
# ## q11. Going further: a sharp source, to the last digit (0 points)
#
# Can a network get nine decimals right, or twelve, in a tenth of a second? Yes. A negative charge that is
# concentrated at one place,
#
# $$f(x)=e^{-(x-c)^2/2\sigma^2},\qquad 0.05\le\sigma\le0.2,$$
#
# is hard for a training: 5000 steps of question 5 leave $u$ wrong by 0.03 to 0.8 per cent, and by more the smaller
# $\sigma$ is. This challenge draws $c$ and $\sigma$ when your notebook is graded. No points are at stake; the
# feedback shows a score, roughly the number of right decimals, of which we count twelve,
#
# $$-\log_{10}\sqrt{\frac{\int(u_\theta-u)^2dx}{\int u^2dx}},$$
#
# of the $u_\theta(x)$ that your `network(params, x)` from question 1 gives with the parameters that you return. (One
# that is wrong by more than ten per cent has none.) How you find them is up to you; an answer should take less than
# about 15 seconds. Three ideas lead far, in a tenth of a second once everything is compiled:
#
# 1. **The last layer is linear.** Keep the hidden layers fixed. Then $u=\sum_jc_j\varphi_j(x)+c_0$ is a sum of given
#    functions, the units of the last hidden layer, and $u''=\sum_jc_j\varphi_j''$. At $n$ points, $u''=f$ is $n$
#    linear equations for the $c_j$, and the ends are two more. Nobody has to walk down a valley to solve linear
#    equations: `np.linalg.lstsq` returns the $c$ with the smallest sum of squares, your loss from question 3 with
#    another weight. (With `rcond=1e-14`: units that are nearly alike make the equations nearly dependent.) `jax.grad`
#    builds the matrix: $\varphi_j$ is $\partial u/\partial c_j$, and $\varphi_j''$ is $\partial u''/\partial c_j$.
# 2. **Then draw the hidden layer with care**, since it stays. `init_params` has all biases zero, so that all units
#    bend at $x=0$. Let the bends $-b_j/w_j$ lie evenly from one end to the other and a bit beyond, and use slopes
#    $|w_j|$ of different sizes, up to a little more than $1/\sigma$: between $4$ and $30$ for one hidden layer of
#    $256$ units. For a smooth $f$ the error falls, in practice, faster than any power of the number of units, until
#    rounding stops it.
# 3. **Nothing else may be less exact.** Gauss–Legendre points, `np.polynomial.legendre.leggauss`, with each equation
#    multiplied by the square root of its weight. And `float64`: `with double_precision():` around what JAX computes,
#    $f$ included, with NumPy arrays in and out, since JAX arrays that were made outside have seven digits. The score
#    looks at your `network` in double precision, too.
#
# What does it give up? *Learning.* Where the units bend was decided by you, who knew that $u$ may bend anywhere
# between $0$ and $\pi$. In one dimension that is cheap, but to cover a cube of $d$ dimensions as densely takes
# $256^d$ units, and the work grows with the cube of their number; a network that moves its units to where they are
# needed can do with few. Least squares needs all points at once; a training can draw new ones at every step, which in
# many dimensions is the only way. And where the equation is not linear in $u$, or a $\kappa$ is unknown, one set of
# linear equations no longer does. What is left is closely related to expanding $u$ in a basis, with random functions
# in place of sines; it is known as *random features* or *extreme learning machine*
# ([Dong & Li, *Comput. Methods Appl. Mech. Eng.* **387**, 114129 (2021)](https://arxiv.org/abs/2012.02895)). Homework
# 4 ends with the same idea for an eigenvalue.

# %% [raw]
# # BEGIN SOLUTION


# %%
def solve_accurately(f, seed):
    """Find parameters of `network` that solve u″ = f with u(0) = u(π) = 0 as accurately as you can.

    Args:
        f: function x → right-hand side, elementwise on arrays; a hump of width 0.05 or more.
        seed: int, for whatever you draw at random.

    Returns:
        params: list of (W, b) with any number of units, such that network(params, x) is u(x).

    Example:
        >>> hump = lambda x: jnp.exp(-0.5 * ((x - 1.0) / 0.1) ** 2)
        >>> params = solve_accurately(hump, seed=0)
        >>> abs(float(network(params, 1.0)) + 0.1609) < 0.01
        True
    """
    # BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    units = 256
    bends = np.pi / 2 * (1 + 1.1 * (2 * (np.arange(units) + rng.random(units)) / units - 1))
    slopes = rng.choice([-1.0, 1.0], units) * np.exp(rng.uniform(np.log(4.0), np.log(30.0), units))
    hidden = (slopes[:, None], -slopes * bends)

    def of_units(function, x):
        # u and u″ are linear in the last layer: their derivatives by it are what each unit and the bias add to them.
        by_last = jax.grad(lambda last, point: function([hidden, last], point))
        last = (np.zeros((1, units)), np.zeros(1))
        of_weights, of_bias = jax.jit(jax.vmap(by_last, in_axes=(None, 0)))(last, x)
        return np.hstack([of_weights[:, 0], of_bias])

    nodes, weights = np.polynomial.legendre.leggauss(400)
    x, root = np.pi / 2 * (1 + nodes), np.sqrt(np.pi / 2 * weights)
    with double_precision():
        equation = of_units(lambda params, point: d2_dx2(network)(params, point[None])[0], x)
        ends, right_side = of_units(network, np.array([0.0, np.pi])), np.asarray(f(x))
    A, b = np.vstack([root[:, None] * equation, ends]), np.append(root * right_side, [0.0, 0.0])
    *last, bias = np.linalg.lstsq(A, b, rcond=1e-14)[0]
    return [hidden, (np.array([last]), np.array([bias]))]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION
