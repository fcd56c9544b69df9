"""Settings split by concern; one typed reader of the environment."""
