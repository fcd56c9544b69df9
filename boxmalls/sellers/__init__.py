"""Who sells: stores, their teams, and what each of them learns of a buyer."""
