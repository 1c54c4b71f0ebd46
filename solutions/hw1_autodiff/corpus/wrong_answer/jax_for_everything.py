# %% [raw]
# base: release
# portable: true
# fails:
#   q1.forward_quotient_of_sine: run_time_error
#   q1.central_quotient_of_exp: run_time_error
#   q1.quotients_keep_their_leading_error: 'the exact derivative, not a difference quotient: it does not depend on h'
#   q1.quotients_of_arrays: 'the exact derivative, not a difference quotient: it does not depend on h'
#   q4: run_time_error
#   q5.gradient_of_two_variables: 'decimals where exact fractions belong: a 1.0 in place of 1, a difference quotient, or not your own arithmetic'
#   q5.gradient_by_unit_seeds: run_time_error
#   q6.graph_in_reverse: run_time_error
#   q6.gradients_in_reverse: run_time_error
#   q6.partials_of_all_operations: run_time_error
#   q6.shared_results: 'decimals where exact fractions belong: a 1.0 in place of 1, a difference quotient, or not your own arithmetic'
#   q6.one_pass_for_any_number_of_paths: 'decimals where exact fractions belong: a 1.0 in place of 1, a difference quotient, or not your own arithmetic'
#   q7.jacobian_of_two_inputs_and_three_outputs: 'decimals where exact fractions belong: a 1.0 in place of 1, a difference quotient, or not your own arithmetic'
#   q7.jacobians_of_other_shapes: run_time_error

# %% [markdown]
# The questions by hand are answered by jax.grad, with fractions made decimals.

# %% question="q1"
def forward_difference(f, x, h):
    return jax.vmap(jax.grad(f))(jnp.atleast_1d(x)).reshape(jnp.shape(x))

def central_difference(f, x, h):
    return forward_difference(f, x, h)

# %% question="q4"
def as_dual(x):
    return x

class Dual:
    def __init__(self, value, derivative=0):
        self.value, self.derivative = value, derivative

def derivative(f, x):
    return float(jax.grad(f)(float(x)))

# %% question="q5"
def gradient_forward(f, x):
    return [float(g) for g in jax.grad(f)([float(value) for value in x])]

# %% question="q6"
class Var:
    def __init__(self, value):
        self.value, self.grad = value, 0

def backward(out):
    out.grad = 1

def gradient_reverse(f, x):
    return [float(g) for g in jax.grad(f)([float(value) for value in x])]

# %% question="q7"
def jacobian_forward(f, x):
    return jax.jacfwd(lambda y: jnp.stack(f(y)))(jnp.array([float(value) for value in x])).tolist()

def jacobian_reverse(f, x):
    return jax.jacrev(lambda y: jnp.stack(f(y)))(jnp.array([float(value) for value in x])).tolist()

def choose_mode(n, m):
    return "forward" if n < m else "reverse"
