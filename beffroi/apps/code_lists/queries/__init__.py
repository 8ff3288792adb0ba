"""What is read of code lists. Everything here is open to everybody, except versions not yet published."""
