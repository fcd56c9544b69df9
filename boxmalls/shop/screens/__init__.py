"""What hot pages are made of: a question in, a page out, nothing about requests or answers."""
