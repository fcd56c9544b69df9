"""Calls without numbers: a service lends a number for the time of a seller's lease; without one, sellers ask by message."""
