-- For each row of a chunk: the offer it changes, and the product it belongs to, if either is there.
-- The offer's own product comes first, then the seller's same reference on another site, then the key, then the bar code.
SELECT given.n, here.id, coalesce(here.product_id, elsewhere.product_id, by_key.id, by_gtin.id)
  FROM unnest(%(n)s::int[], %(external_id)s::text[], %(product_key)s::text[], %(gtin)s::text[])
    AS given (n, external_id, product_key, gtin)
  LEFT JOIN catalog_offer here
    ON here.seller_id = %(seller)s AND here.external_id = given.external_id AND here.site_id = %(site)s
  LEFT JOIN LATERAL (
       SELECT o.product_id
         FROM catalog_offer o
        WHERE o.seller_id = %(seller)s AND o.external_id = given.external_id
        LIMIT 1) elsewhere ON true
  LEFT JOIN catalog_product by_key ON by_key.product_key = given.product_key
  LEFT JOIN catalog_product by_gtin ON by_gtin.gtin = given.gtin
