"""Parcels that the shop books with a courier: the courier is told where they go, the seller need not be."""
