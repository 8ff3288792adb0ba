"""Pages of the sign-in service. Each view speaks HTTP only."""
