"""hw2_derivatives: the hidden checks, with other potentials, masses, Lagrangians and magnets than the notebook."""
