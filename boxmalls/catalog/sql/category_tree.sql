-- Every category with something on its shelf on a site, down to a depth, in the taxonomy's order.
SELECT c.id, c.parent_id, c.level, c.slug, coalesce(c.names ->> %(language)s, c.names ->> 'en'), n.products
  FROM catalog_shelfcount n
  JOIN catalog_category c ON c.id = n.shelf
 WHERE n.site_id = %(site)s AND c.level < %(deep)s
 ORDER BY c.position
