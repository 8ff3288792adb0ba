"""One check per file; `validator.CHECKS` is the order they run in."""
