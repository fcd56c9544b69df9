-- A category with its way from the root, and what stands on its shelf and on those right below it.
-- OFFSET 0: the counts are looked up for each category below, also while nobody has told the planner how many counts there are.
SELECT c.id, c.slug, coalesce(c.names ->> %(language)s, c.names ->> 'en'),
       (SELECT json_agg(json_build_array(a.id, a.slug, coalesce(a.names ->> %(language)s, a.names ->> 'en')) ORDER BY a.level)
          FROM catalog_category a WHERE a.id = ANY(c.path))::text,
       coalesce((SELECT n.products FROM catalog_shelfcount n WHERE n.site_id = %(site)s AND n.shelf = c.id), 0),
       (SELECT json_agg(json_build_array(b.id, b.slug, coalesce(b.names ->> %(language)s, b.names ->> 'en'), n.products) ORDER BY b.position)
          FROM catalog_category b
          JOIN LATERAL (SELECT k.products FROM catalog_shelfcount k WHERE k.site_id = %(site)s AND k.shelf = b.id AND k.products > 0 OFFSET 0) n ON true
         WHERE b.parent_id = c.id)::text
  FROM catalog_category c
 WHERE c.id = %(category_id)s
