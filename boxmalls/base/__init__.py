"""Ground floor: money, ids, refusals, the clock, the outbox, tasks. No nouns."""
