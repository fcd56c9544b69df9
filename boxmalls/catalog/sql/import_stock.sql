-- What is held for checkouts stays held. In the order of the keys, as checkouts take them.
INSERT INTO catalog_stock (offer_id, seller_id, on_hand, reserved)
SELECT offer_id, %(seller)s, on_hand, 0
  FROM unnest(%(offer_id)s::uuid[], %(on_hand)s::int[]) AS given (offer_id, on_hand)
 ORDER BY offer_id
ON CONFLICT (offer_id) DO UPDATE
   SET on_hand = greatest(excluded.on_hand, catalog_stock.reserved)
 WHERE catalog_stock.on_hand <> greatest(excluded.on_hand, catalog_stock.reserved)
RETURNING offer_id
