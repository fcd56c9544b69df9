"""The two PostgreSQL clusters that the shop starts itself when it is given none."""
