# %% [raw]
# base: release
# portable: true
# fails:
#   q3.terms_of_a_raised_cosine: 'a sum over the two ends instead of a mean: twice as much'
#   q3.loss_of_a_raised_cosine: 'a sum over the two ends instead of a mean: twice as much'
#   q3.terms_of_other_functions: 'a sum over the two ends instead of a mean: twice as much'
#   q3.loss_and_its_gradient: 'a sum over the two ends instead of a mean: twice as much'

# %% [markdown]
# The boundary term is a sum over the two ends.

# %% question="q2"
def d_dx(u):
    return jax.vmap(jax.grad(u, argnums=1), in_axes=(None, 0))

def d2_dx2(u):
    return jax.vmap(jax.grad(jax.grad(u, argnums=1), argnums=1), in_axes=(None, 0))

# %% question="q3"
def loss_terms(u, params, x, f):
    residual = d2_dx2(u)(params, x) - f(x)
    return jnp.mean(residual**2), u(params, 0.0) ** 2 + u(params, jnp.pi) ** 2

def poisson_loss(u, params, x, f, w_bc):
    equation, boundary = loss_terms(u, params, x, f)
    return equation + w_bc * boundary
