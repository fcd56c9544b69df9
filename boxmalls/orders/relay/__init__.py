"""Writing by email without addresses: a mailbox of ours stands between buyer and seller, for as long as the seller's lease."""
