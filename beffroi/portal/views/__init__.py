"""Pages of the portal: thin, one action or query each."""
