"""Pictures of goods, served by the shop itself where no server stands before it."""
