"""Accounts: signing in, profile, address book, sessions, staff; and which person a request belongs to."""
