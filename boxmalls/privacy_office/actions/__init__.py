"""Verbs about requests."""
