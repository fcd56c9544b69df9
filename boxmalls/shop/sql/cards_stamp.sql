-- Versions and places of these products' cards, in the order of `cards.sql`.
SELECT string_agg((k.xmin, k.ctid)::text, '' ORDER BY wanted.place)
  FROM unnest(%(product_ids)s::uuid[]) WITH ORDINALITY AS wanted (product_id, place)
  JOIN catalog_card k ON k.product_id = wanted.product_id AND k.site_id = %(site)s AND k.language = %(language)s
