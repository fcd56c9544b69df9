"""Pictures of goods: decoded under limits in a process of their own, made anew in several sizes, stored by what is in them."""
