# %% [raw]
# portable: true

# %% [markdown]
# A trial function that cannot but vanish at both ends; derivatives in forward mode; the rest by the reference.

# %% question="q1"
def init_params(seed, sizes):
    rng = np.random.default_rng([seed, 1])
    pairs = list(zip(sizes, sizes[1:]))
    return [(jnp.array(rng.normal(0, (2 / (a + b)) ** 0.5, (b, a))), jnp.array([0.0] * b)) for a, b in pairs]

def network(params, x):
    def layers(signal, rest):
        (W, b), *rest = rest
        signal = W @ signal + b
        return layers(jnp.tanh(signal), rest) if rest else signal
    return jnp.squeeze(layers(jnp.array([x]), params))

# %% question="q2"
def along_x(u):
    return lambda params, x: jax.jvp(lambda s: u(params, s), (x,), (jnp.ones_like(x),))[1]

def d_dx(u):
    return lambda params, x: jax.vmap(lambda point: along_x(u)(params, point))(x)

def d2_dx2(u):
    return d_dx(along_x(u))

# %% question="q4"
def sgd_step(loss, params, lr):
    value, pullback = jax.vjp(loss, params)
    (gradient,) = pullback(jnp.ones_like(value))
    return jax.tree.map(lambda p, g: p - lr * g, params, gradient)

# %% question="q5"
def trial(params, x):
    return x * (jnp.pi - x) * network(params, x)

def train(f, seed, steps, w_bc):
    # Points at the middle of equal cells: none of them lies on the boundary, which needs no attention.
    x = (jnp.arange(64) + 0.5) * jnp.pi / 64
    terms = lambda params: loss_terms(trial, params, x, f)
    return minimise(
        lambda params: terms(params)[0],
        init_params(seed, (1, 20, 20, 20, 1)),
        steps,
        learning_rate=5e-3,
        record={"pde": lambda params: terms(params)[0], "bc": lambda params: 0.0 * terms(params)[1]},
    )

# %% question="q6"
def balance_ratio(g_pde, g_bc):
    largest = max(float(jnp.max(jnp.abs(leaf))) for leaf in jax.tree.leaves(g_pde))
    total = sum(float(jnp.sum(jnp.abs(leaf))) for leaf in jax.tree.leaves(g_bc))
    return largest / (total / sum(jnp.size(leaf) for leaf in jax.tree.leaves(g_bc)))

def adaptive_weight(w, ratio, alpha, w_max):
    return min((1 - alpha) * w + alpha * ratio, w_max)
