"""The pages. Reading is open to everybody; publication is for those who hold its rights."""
