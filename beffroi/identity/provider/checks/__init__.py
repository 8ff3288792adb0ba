"""One check per file: what it asks, which standard says so, which error refuses. `provider.matrix` puts them in order."""
