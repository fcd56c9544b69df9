"""Verbs about persons."""
