# %% [raw]
# base: release
# portable: true
# fails:
#   q3.terms_of_a_raised_cosine: run_time_error

# %% [markdown]
# u is asked for both ends at once, as an array: functions that work on arrays do not mind.

# %% question="q2"
def d_dx(u):
    return jax.vmap(jax.grad(u, argnums=1), in_axes=(None, 0))

def d2_dx2(u):
    return jax.vmap(jax.grad(jax.grad(u, argnums=1), argnums=1), in_axes=(None, 0))

# %% question="q3"
def loss_terms(u, params, x, f):
    residual = d2_dx2(u)(params, x) - f(x)
    return jnp.mean(residual**2), jnp.mean(u(params, jnp.array([0.0, jnp.pi])) ** 2)

def poisson_loss(u, params, x, f, w_bc):
    equation, boundary = loss_terms(u, params, x, f)
    return equation + w_bc * boundary
