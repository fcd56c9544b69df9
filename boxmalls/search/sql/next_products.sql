-- The next products after an id, to walk through all of them.
SELECT id FROM catalog_product WHERE id > %(after)s AND status = 'live' ORDER BY id LIMIT %(limit)s
