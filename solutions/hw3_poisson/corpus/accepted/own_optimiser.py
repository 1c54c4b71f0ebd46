# %% [raw]
# portable: true

# %% [markdown]
# Right, and written differently: jax.random, loops, jacobians, an Adam of its own with random collocation points, other
# sizes, functions as static arguments, finite elements solved by elimination, κ in logarithms.

# %% question="q1"
from functools import partial
from jax import random

def init_params(seed, sizes):
    keys = random.split(random.key(seed), len(sizes) - 1)
    layers = []
    for index in range(len(sizes) - 1):
        shape = (sizes[index + 1], sizes[index])
        half_width = (6 / sum(shape)) ** 0.5
        weights = random.uniform(keys[index], shape, minval=-half_width, maxval=half_width)
        layers.append((weights, jnp.zeros(shape[0])))
    return layers

def network(params, x):
    h = x * jnp.ones(1)
    for number, (W, b) in enumerate(params):
        h = jnp.einsum("ij,j->i", W, h) + b
        if number < len(params) - 1:
            h = 1 - 2 / (jnp.exp(2 * h) + 1)
    return h.sum()

# %% question="q2"
def d_dx(u):
    def slopes(params, x):
        return jnp.stack([jax.jacfwd(u, argnums=1)(params, point) for point in x])
    return slopes

def d2_dx2(u):
    def curvatures(params, x):
        return jax.lax.map(lambda point: jax.jacfwd(jax.jacrev(lambda s: u(params, s)))(point), x)
    return curvatures

# %% question="q3"
@partial(jax.jit, static_argnums=(0, 3))
def loss_terms(u, params, x, f):
    curvature = jax.vmap(lambda point: jax.hessian(u, argnums=1)(params, point))(x)
    rest = curvature - f(x)
    left, right = u(params, 0.0), u(params, np.pi)
    return jnp.vdot(rest, rest) / len(x), 0.5 * (left**2 + right**2)

@partial(jax.jit, static_argnums=(0, 3))
def poisson_loss(u, params, x, f, w_bc):
    terms = jnp.stack(loss_terms(u, params, x, f))
    return terms @ jnp.stack([jnp.ones(()), jnp.asarray(w_bc, dtype=float)])

# %% question="q4"
@partial(jax.jit, static_argnums=0)
def sgd_step(loss, params, lr):
    leaves, nesting = jax.tree.flatten(params)
    slopes = jax.tree.leaves(jax.grad(loss)(params))
    return jax.tree.unflatten(nesting, [leaf - lr * slope for leaf, slope in zip(leaves, slopes)])

# %% question="q5"
def adam(loss, params, steps, seed=0, look=lambda params: jnp.zeros(())):
    """Adam by hand; loss(params, key) may draw its points. Returns the parameters and what `look` saw."""
    zeros = jax.tree.map(jnp.zeros_like, params)

    def step(state, t):
        params, first, second = state
        gradient = jax.grad(loss)(params, random.fold_in(random.key(seed), t))
        seen = look(params)
        first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradient)
        second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradient)
        rate = 0.01 * 0.01 ** (t / steps)
        def move(p, m, v):
            return p - rate * (m / (1 - 0.9 ** (t + 1))) / (jnp.sqrt(v / (1 - 0.999 ** (t + 1))) + 1e-8)
        return (jax.tree.map(move, params, first, second), first, second), seen

    (params, _, _), seen = jax.jit(lambda state: jax.lax.scan(step, state, jnp.arange(steps)))((params, zeros, zeros))
    return params, seen

def trial(params, x):
    return network(params["layers"], x) + params["offset"]

def train(f, seed, steps, w_bc):
    regular = jnp.linspace(0, np.pi, 80)

    def loss(params, key):
        x = jnp.clip(regular + 0.02 * random.normal(key, (80,)), 0.0, np.pi)
        return poisson_loss(trial, params, x, f, w_bc)

    def look(params):
        equation, boundary = loss_terms(trial, params, regular, f)
        return jnp.array([equation + w_bc * boundary, equation, boundary])

    start = {"layers": init_params(seed, (1, 24, 24, 1)), "offset": jnp.zeros(())}
    return adam(loss, start, steps, seed, look)

# %% question="q6"
def balance_ratio(g_pde, g_bc):
    from jax.flatten_util import ravel_pytree
    return np.abs(np.asarray(ravel_pytree(g_pde)[0])).max() / np.abs(np.asarray(ravel_pytree(g_bc)[0])).mean()

def adaptive_weight(w, ratio, alpha, w_max):
    new = w + alpha * (ratio - w)
    return w_max if new > w_max else new

# %% question="q7"
def mode_errors(u, target, x, ks):
    h = x[1] - x[0]
    delta = jnp.asarray(u) - jnp.asarray(target)
    return jnp.stack([abs(2 / np.pi * h * jnp.sum(delta * jnp.sin(k * x))) for k in ks])

def fit_modes(ks, seed, steps, every):
    x = jnp.linspace(0, np.pi, 150)
    target = jnp.sin(x[:, None] * np.asarray(ks)).sum(axis=1)
    values = lambda layers: jax.vmap(lambda point: network(layers, point))(x)
    loss = lambda layers, key: jnp.mean(jnp.square(values(layers) - target))
    look = lambda layers: mode_errors(values(layers), target, x, ks)
    layers, seen = adam(loss, init_params(seed, (1, 40, 40, 1)), steps, look=look)
    return layers, seen[::every]

# %% question="q8"
def fem_solve(f, n):
    h = np.pi / n
    nodes = np.arange(n + 1) * h
    load = np.array([h * float(f(node)) for node in nodes[1:-1]])
    # -u[i-1] + 2 u[i] - u[i+1] = -h load[i], by elimination and back substitution
    diagonal, right = [], []
    for value in load:
        factor = 1 / diagonal[-1] if diagonal else 0.0
        diagonal.append(2 - factor)
        right.append(-h * value + factor * (right[-1] if right else 0.0))
    u = np.zeros(n + 1)
    for i in range(n - 1, 0, -1):
        u[i] = (right[i - 1] + u[i + 1]) / diagonal[i - 1]
    return nodes, u

def l2_error(nodes, u, exact):
    # five Gauss points in each element
    places, weights = np.polynomial.legendre.leggauss(5)
    total = 0.0
    for a, b, ua, ub in zip(nodes[:-1], nodes[1:], u[:-1], u[1:]):
        s = (places + 1) / 2
        total += (b - a) / 2 * np.sum(weights * (ua + (ub - ua) * s - np.asarray(exact(a + (b - a) * s))) ** 2)
    return float(total) ** 0.5

# %% question="q9"
def train_inverse(x_data, u_data, f, seed, steps):
    x = jnp.linspace(0, np.pi, 90)

    def loss(trained, key):
        u = lambda params, point: trial(params, point)
        curvature = d2_dx2_fast(u)(trained["net"], x)
        equation = jnp.mean((jnp.exp(trained["log kappa"]) * curvature - f(x)) ** 2)
        ends = u(trained["net"], 0.0) ** 2 + u(trained["net"], np.pi) ** 2
        measured = jax.vmap(lambda point: u(trained["net"], point))(x_data)
        return equation + 10 * ends + jnp.mean((measured - u_data) ** 2)

    net = {"layers": init_params(seed, (1, 24, 24, 1)), "offset": jnp.zeros(())}
    trained, _ = adam(loss, {"net": net, "log kappa": jnp.zeros(())}, steps)
    return trained["net"], float(jnp.exp(trained["log kappa"]))

def d2_dx2_fast(u):
    return lambda params, x: jax.vmap(lambda point: jax.hessian(u, argnums=1)(params, point))(x)
