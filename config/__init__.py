"""Settings split by concern, and one typed reader of the environment."""
