"""Campaigns: the list, the builder with one file a step, and what was exported."""
