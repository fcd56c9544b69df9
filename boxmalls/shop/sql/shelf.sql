-- A piece of a shelf in the order in which it is walked, after the place that the cursor names.
SELECT l.product_id, l.rank, k.html
  FROM catalog_shelfplace l
  JOIN catalog_card k ON k.product_id = l.product_id AND k.site_id = l.site_id AND k.language = %(language)s
 WHERE l.site_id = %(site)s AND l.shelf = %(shelf)s
   AND l.rank <= %(rank)s AND (l.rank < %(rank)s OR l.product_id > %(product_id)s)
 ORDER BY l.rank DESC, l.product_id
 LIMIT %(size)s
