"""Who the customers are: the table, one profile, features as of a day, and the owner's notes."""
