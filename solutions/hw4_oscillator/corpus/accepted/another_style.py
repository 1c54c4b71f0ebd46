# %% [raw]
# portable: true

# %% [markdown]
# Right, and different everywhere: parameters in a list, jax.random, three layers with sine and tanh,
# jvp and hessian, functions as static arguments, a Riemann sum, an optimiser loop of its own, the Rayleigh
# quotient with psi''.

# %% question="q1"
from functools import partial
import optax
from jax import random

def init_params(seed, sizes=(1, 24, 24, 24, 1)):
    layers = []
    for key, n, m in zip(random.split(random.key(seed), len(sizes) - 1), sizes[:-1], sizes[1:]):
        weight_key, bias_key = random.split(key)
        layers.append((random.normal(weight_key, (m, n)) / n**0.5, 0.5 * random.normal(bias_key, (m,))))
    return layers

def psi(params, x):
    (W, b), *hidden, (out, shift) = params
    h = jnp.sin(W @ jnp.reshape(x, (1,)) + b)
    for W, b in hidden:
        h = jnp.tanh(W @ h + b)
    return (out @ h + shift)[0]

def second_derivative(psi):
    def at_points(params, x):
        return jax.vmap(jax.hessian(lambda point: psi(params, point)))(x)
    return at_points

# %% question="q2"
@partial(jax.jit, static_argnums=(0, 3))
def residual(psi, params, E, V, x):
    def at_one_point(point):
        f = lambda s: psi(params, s)
        slope = lambda s: jax.jvp(f, (s,), (jnp.ones_like(s),))[1]
        _, curvature = jax.jvp(slope, (point,), (jnp.ones_like(point),))
        return -0.5 * curvature + (V(point) - E) * f(point)
    return jax.vmap(at_one_point)(x)

# %% question="q3"
@partial(jax.jit, static_argnums=0)
def on_grid(psi, params, x):
    return jax.vmap(lambda point: psi(params, point))(x)

@partial(jax.jit, static_argnums=0)
def norm_loss(psi, params, x):
    dx = x[1] - x[0]
    return jnp.square(dx * jnp.sum(on_grid(psi, params, x) ** 2) - 1)

@partial(jax.jit, static_argnums=0)
def boundary_loss(psi, params, x_min, x_max):
    return sum(psi(params, end) ** 2 for end in (x_min, x_max))

@partial(jax.jit, static_argnums=(0, 2))
def total_loss(psi, trainable, V, x, w):
    r = residual(psi, trainable["net"], trainable["E"], V, x)
    bc = boundary_loss(psi, trainable["net"], x[0], x[-1])
    return jnp.vdot(r, r) / r.size + w["norm"] * norm_loss(psi, trainable["net"], x) + w["bc"] * bc

# %% question="q4"
def train(V, L, seed, steps):
    x = jnp.linspace(-L, L, 81)
    trainable = {"net": init_params(seed), "E": jnp.array(0.0)}
    optimiser = optax.adam(optax.exponential_decay(1e-2, steps, 0.02))

    def values(points):
        return jax.vmap(lambda point: psi(trainable["net"], point))(points)

    def step(carry, _):
        trainable, memory = carry
        loss = lambda t: total_loss(psi, t, V, x, {"norm": 2.0, "bc": 5.0})
        value, gradient = jax.value_and_grad(loss)(trainable)
        updates, memory = optimiser.update(gradient, memory)
        trainable = optax.apply_updates(trainable, updates)
        return (trainable, memory), jnp.array([value, trainable["E"]])

    (trainable, _), history = jax.lax.scan(step, (trainable, optimiser.init(trainable)), None, steps)
    return trainable, history

# %% question="q5"
@partial(jax.jit, static_argnums=(0, 2))
def rayleigh_quotient(psi, params, V, x):
    f = on_grid(psi, params, x)
    Hf = residual(psi, params, 0.0, V, x)
    return jnp.sum(f * Hf) / jnp.sum(f * f)

# %% question="q6"
def half_width(V, v_max):
    ends = np.arange(0.0, 100.0, 0.001)
    too_high = np.maximum(np.asarray(V(-ends)), np.asarray(V(ends))) > v_max
    return float(ends[np.argmax(too_high) - 1])

def ground_energy(V, seed):
    # The middle between the ends, where V is the same, serves as well as the lowest point.
    ends = np.linspace(-20.0, 20.0, 40_001)
    low = ends[np.asarray(V(ends)) < 15.0]
    middle = (low[0] + low[-1]) / 2
    well = lambda x: V(x + middle)
    L = half_width(well, 15.0)
    trainable, _ = train(well, L, seed, 4000)
    return rayleigh_quotient(psi, trainable["net"], well, jnp.linspace(-L, L, 400))

# %% question="q7"
def train_excited(V, L, seed, steps):
    def excited(params, x):
        return x * psi(params, x**2) * jnp.exp(-0.25 * x**2)

    x = jnp.linspace(0.0, L, 61)  # half of the well holds half of the norm
    half = lambda trainable: total_loss(
        lambda params, point: 2**0.5 * excited(params, point), trainable, V, x, {"norm": 1.0, "bc": 1.0}
    )
    trainable, _ = minimise(half, {"net": init_params(seed), "E": 1.0}, steps)
    return trainable, excited

# %% question="q8"
from scipy.linalg import eigh_tridiagonal

def diagonalise(V, L, n):
    x = np.linspace(-L, L, n + 2)[1:-1]
    h = 2 * L / (n + 1)
    return eigh_tridiagonal(1 / h**2 + V(x), -np.ones(n - 1) / (2 * h**2), eigvals_only=True)

# %% question="q9"
def solve(V, seed):
    L = half_width(V, 40.0)
    net = train(V, L, seed, 6000)[0]["net"]
    return rayleigh_quotient(psi, net, V, jnp.linspace(-L, L, 801)), net
