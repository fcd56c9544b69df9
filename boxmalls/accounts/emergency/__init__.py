"""The emergency door: Django's admin, on a host name of its own, for staff who may enter it, with every look noted."""
