-- One row at a time, in the order of the keys, each only if enough is left: the WHERE is the guard against overselling.
UPDATE catalog_stock SET on_hand = on_hand - %(sold)s, reserved = reserved - %(held)s
 WHERE offer_id = %(offer)s AND on_hand - reserved + %(held)s >= %(sold)s
RETURNING on_hand
