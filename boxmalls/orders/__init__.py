"""Orders: one per seller, frozen at sale; what happened to them afterwards is told by event rows."""
