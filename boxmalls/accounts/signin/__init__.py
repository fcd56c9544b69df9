"""Who may sign in: the one row that holds an email and a password hash. Lives in the safe."""
