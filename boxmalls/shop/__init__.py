"""The shop window: what a visitor sees, composed from the rooms below; it owns no tables."""
