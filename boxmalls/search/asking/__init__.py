"""From what somebody typed to an ordered page of goods."""
