"""The catalogue for programs: documented JSON, open to anyone."""
