"""Django's PostgreSQL, asked whether it is still there without a journey."""
