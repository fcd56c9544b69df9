-- Stored cards in the order of the given products.
SELECT card.html
  FROM unnest(%(product_ids)s::uuid[]) WITH ORDINALITY AS wanted (product_id, place)
  JOIN catalog_card card ON card.product_id = wanted.product_id AND card.site_id = %(site)s AND card.language = %(language)s
 ORDER BY wanted.place
