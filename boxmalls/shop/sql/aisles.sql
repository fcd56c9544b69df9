-- Every category with something on its shelf, down to a storey.
SELECT c.id, c.parent_id, c.slug, coalesce(c.names ->> %(language)s, c.names ->> 'en'), n.products
  FROM catalog_shelfcount n
  JOIN catalog_category c ON c.id = n.shelf
 WHERE n.site_id = %(site)s AND n.products > 0 AND c.level <= %(deepest)s
 ORDER BY c.position
