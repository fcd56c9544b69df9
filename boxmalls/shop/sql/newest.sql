-- The goods that arrived last.
SELECT k.html
  FROM (SELECT l.product_id, l.arrived_at
          FROM catalog_shelfplace l
         WHERE l.site_id = %(site)s AND l.shelf = ''
         ORDER BY l.arrived_at DESC, l.product_id
         LIMIT %(size)s) latest
  JOIN catalog_card k ON k.product_id = latest.product_id AND k.site_id = %(site)s AND k.language = %(language)s
 ORDER BY latest.arrived_at DESC, latest.product_id
