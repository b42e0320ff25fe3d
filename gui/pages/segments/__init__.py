"""The Segments page: groups of customers, what sets them apart, and what to do for each."""
