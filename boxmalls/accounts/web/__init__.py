"""Pages: signing in, one's account, one's addresses, where one is signed in, and proving an address."""
