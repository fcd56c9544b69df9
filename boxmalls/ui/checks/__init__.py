"""Checks of templates and styles that run in lint and in the tests."""
