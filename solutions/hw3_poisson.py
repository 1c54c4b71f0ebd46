# %% [raw]
# # ASSIGNMENT CONFIG
# name: hw3_poisson

# %% [markdown]
# # Homework 3: a network solves Poisson's equation

# %%
from lecture08_utils import begin, check

begin("hw3_poisson")

import jax
import jax.numpy as jnp
import numpy as np

from lecture08_utils.training import minimise

jnp.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# q1 TO q6 (place of q1–q6, q10's author)

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
