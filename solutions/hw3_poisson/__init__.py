"""hw3_poisson: the hidden checks. Other functions, numbers, seeds and sizes than the notebook shows."""
