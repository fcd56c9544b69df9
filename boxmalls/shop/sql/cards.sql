-- Stored cards in the order of the given products, each with its row's version and place.
SELECT k.html, (k.xmin, k.ctid)::text
  FROM unnest(%(product_ids)s::uuid[]) WITH ORDINALITY AS wanted (product_id, place)
  JOIN catalog_card k ON k.product_id = wanted.product_id AND k.site_id = %(site)s AND k.language = %(language)s
 ORDER BY wanted.place
