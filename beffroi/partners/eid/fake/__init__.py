"""A public key infrastructure of our own, as Belgium's is built: for acceptance and tests, trusted nowhere else."""
