"""What a text is searched by."""
