-- A category with its way from the root, and what stands on its shelf and on those right below it.
SELECT c.id, c.slug, coalesce(c.names ->> %(language)s, c.names ->> 'en'),
       (SELECT json_agg(json_build_array(a.id, a.slug, coalesce(a.names ->> %(language)s, a.names ->> 'en')) ORDER BY a.level)
          FROM catalog_category a WHERE a.id = ANY(c.path))::text,
       coalesce((SELECT n.products FROM catalog_shelfcount n WHERE n.site_id = %(site)s AND n.shelf = c.id), 0),
       (SELECT json_agg(json_build_array(b.id, b.slug, coalesce(b.names ->> %(language)s, b.names ->> 'en'), n.products) ORDER BY b.position)
          FROM catalog_category b
          JOIN catalog_shelfcount n ON n.site_id = %(site)s AND n.shelf = b.id AND n.products > 0
         WHERE b.parent_id = c.id)::text
  FROM catalog_category c
 WHERE c.id = %(category_id)s
