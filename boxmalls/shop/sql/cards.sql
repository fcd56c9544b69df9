-- Stored cards in the order of the given products.
SELECT k.html
  FROM unnest(%(product_ids)s::uuid[]) WITH ORDINALITY AS wanted (product_id, place)
  JOIN catalog_card k ON k.product_id = wanted.product_id AND k.site_id = %(site)s AND k.language = %(language)s
 ORDER BY wanted.place
