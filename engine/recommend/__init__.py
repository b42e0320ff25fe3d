"""What to offer to whom: models behind one interface, an honest back-test, and a true reason for each offer.

A shop's doors are ``training`` (train, compare) and ``views`` (latest, recommendations_for, customers_for);
in a notebook, ``registry.create(name).fit(interactions).recommend(customers)``.
"""
