"""From cart to order: one path, one idempotency key."""
