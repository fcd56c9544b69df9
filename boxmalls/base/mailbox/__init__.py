"""Mailboxes that programs read over IMAP, and its mails, taken apart without trust."""
