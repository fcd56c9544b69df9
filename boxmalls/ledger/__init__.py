"""The books: double entry for balances, points, what sellers are owed and what the marketplace earns."""
