"""BoxMalls: a marketplace whose kernel is the care of personal data."""
