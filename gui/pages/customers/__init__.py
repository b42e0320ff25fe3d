"""The Customers page: the table, and one customer in full."""
