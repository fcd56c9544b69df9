"""Requests by email: the mailbox of the person in charge, read once a minute; every mail is taken once, whatever happens in between."""
