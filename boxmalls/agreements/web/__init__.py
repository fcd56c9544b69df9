"""The texts, their order, and accepting one."""
