"""Choices of appearance and language, the built files, the installable app, the gallery."""
