SELECT kind, owner_person_id, owner_seller, id
  FROM ledger_account WHERE owner_person_id = %(person)s AND kind = 'wallet' AND unit = %(unit)s
UNION ALL
SELECT kind, owner_person_id, owner_seller, id
  FROM ledger_account
 WHERE owner_seller IN (SELECT o.seller_id FROM checkout_cartline l JOIN catalog_offer o ON o.id = l.offer_id WHERE l.cart_id = %(cart)s)
   AND kind IN ('payable', 'shipping') AND unit = %(unit)s
UNION ALL
SELECT kind, owner_person_id, owner_seller, id
  FROM ledger_account
 WHERE kind IN ('commission', 'commission-vat') AND unit = %(unit)s AND shard = %(shard)s
