# %% [raw]
# base: release
# portable: true
# fails:
#   q3.loss_of_a_raised_cosine: w_bc multiplies both terms
#   q3.loss_and_its_gradient: w_bc multiplies both terms

# %% [markdown]
# The terms are right; the weight multiplies their sum.

# %% question="q2"
def d_dx(u):
    return jax.vmap(jax.grad(u, argnums=1), in_axes=(None, 0))

def d2_dx2(u):
    return jax.vmap(jax.grad(jax.grad(u, argnums=1), argnums=1), in_axes=(None, 0))

# %% question="q3"
def loss_terms(u, params, x, f):
    residual = d2_dx2(u)(params, x) - f(x)
    ends = at_points(u)(params, jnp.array([0.0, jnp.pi]))
    return jnp.mean(residual**2), jnp.mean(ends**2)

def poisson_loss(u, params, x, f, w_bc):
    equation, boundary = loss_terms(u, params, x, f)
    return w_bc * (equation + boundary)
