"""What customers will do next: how many orders, for how much, and who is slipping away."""
