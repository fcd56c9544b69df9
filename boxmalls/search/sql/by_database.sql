-- Search without the index: the words from search_producttext, everything else from the catalogue itself. Goods that fail one facet only
-- are counted in that facet, which is counted without its own filter; those that fail none are found.
WITH matched AS MATERIALIZED (
    SELECT p.id, c.path, p.brand, p.attributes, coalesce(shelf.rank, 0) AS rank,
           CASE WHEN %(question)s = '' THEN 0 ELSE ts_rank(text.words, %(question)s::tsquery) END AS fit,
           array_remove(ARRAY[
               CASE WHEN %(category)s <> '' AND NOT c.path @> ARRAY[%(category)s]::varchar[] THEN 'category' END,
               CASE WHEN %(brands)s::text[] <> '{}'
                     AND NOT p.brand = ANY(%(spellings)s::text[]) THEN 'brand' END
           ], NULL) || ARRAY(
               SELECT 'attribute:' || wanted.key FROM jsonb_each(%(attributes)s::jsonb) AS wanted
                WHERE NOT coalesce(p.attributes -> wanted.key, '[]') ?| ARRAY(SELECT jsonb_array_elements_text(wanted.value))) AS failed
      FROM catalog_product p
      JOIN catalog_category c ON c.id = p.category_id
      LEFT JOIN search_producttext text ON text.product_id = p.id
      LEFT JOIN catalog_shelfplace shelf ON shelf.site_id = %(site)s AND shelf.shelf = '' AND shelf.product_id = p.id
     WHERE p.status = 'live' AND (%(question)s = '' OR text.words @@ %(question)s::tsquery)
), offered AS MATERIALIZED (
    SELECT matched.id, path, brand, attributes, rank, fit, offer.sellers, offer.conditions, offer.learns, offer.price_minor, offer.in_stock, offer.arrived_at,
           failed || array_remove(ARRAY[
               CASE WHEN %(sellers)s::text[] <> '{}' AND NOT offer.sellers && %(sellers)s::text[] THEN 'seller' END,
               CASE WHEN %(conditions)s::text[] <> '{}' AND NOT offer.conditions && %(conditions)s::text[] THEN 'condition' END,
               CASE WHEN %(learns)s::text[] <> '{}' AND NOT offer.learns && %(learns)s::text[] THEN 'learns' END,
               CASE WHEN offer.price_minor NOT BETWEEN %(low)s AND %(high)s THEN 'price' END
           ], NULL) AS failed
      FROM matched
      JOIN LATERAL (
           SELECT array_agg(DISTINCT s.slug::text) AS sellers, array_agg(DISTINCT o.condition::text) AS conditions, array_agg(DISTINCT s.learns::text) AS learns,
                  coalesce(min(o.price_minor) FILTER (WHERE st.on_hand > 0 AND s.status = 'open'), min(o.price_minor)) AS price_minor,
                  bool_or(st.on_hand > 0 AND s.status = 'open') AS in_stock, min(o.created_at) AS arrived_at
             FROM catalog_offer o
             JOIN sellers_seller s ON s.id = o.seller_id
             JOIN catalog_stock st ON st.offer_id = o.id
            WHERE o.product_id = matched.id AND o.site_id = %(site)s AND o.status = 'live' AND s.status <> 'closed') offer ON offer.sellers IS NOT NULL
     WHERE cardinality(matched.failed) <= 1 AND (NOT %(in_stock)s OR offer.in_stock)
), wide AS MATERIALIZED (
    SELECT * FROM offered WHERE cardinality(failed) <= 1
), found AS MATERIALIZED (
    SELECT * FROM wide WHERE failed = '{}'
), shown AS (
    SELECT id::text FROM found
     ORDER BY CASE %(sort)s WHEN 'price' THEN price_minor WHEN '-price' THEN -price_minor WHEN 'newest' THEN -extract(epoch FROM arrived_at) ELSE -fit END,
              in_stock DESC, rank DESC, id
    OFFSET %(offset)s LIMIT %(limit)s
)
SELECT 'total', '', count(*), NULL::bigint FROM found
UNION ALL SELECT 'price', '', min(price_minor), max(price_minor) FROM wide WHERE failed <@ '{price}'
UNION ALL (SELECT 'seller', slug, count(*), NULL FROM wide, unnest(sellers) AS slug WHERE failed <@ '{seller}' GROUP BY slug ORDER BY count(*) DESC, slug LIMIT 40)
UNION ALL SELECT 'condition', code, count(*), NULL FROM wide, unnest(conditions) AS code WHERE failed <@ '{condition}' GROUP BY code
UNION ALL SELECT 'learns', code, count(*), NULL FROM wide, unnest(learns) AS code WHERE failed <@ '{learns}' GROUP BY code
UNION ALL (SELECT 'brand', brand, count(*), NULL FROM wide WHERE brand <> '' AND failed <@ '{brand}' GROUP BY brand ORDER BY count(*) DESC, brand LIMIT 40)
UNION ALL (SELECT 'attribute', held.key || '=' || one.code, count(*), NULL
             FROM wide, jsonb_each(attributes) AS held, jsonb_array_elements_text(held.value) AS one(code)
            WHERE failed <@ ARRAY['attribute:' || held.key]
            GROUP BY 2 ORDER BY count(*) DESC, 2 LIMIT 400)
UNION ALL SELECT 'above', code, count(*), NULL FROM wide, unnest(path) AS code
           WHERE failed <@ '{category}' AND code = ANY(%(path)s::varchar[]) GROUP BY code
UNION ALL (SELECT 'category', path[%(depth)s], count(*), NULL FROM found WHERE path[%(depth)s] IS NOT NULL GROUP BY path[%(depth)s] ORDER BY count(*) DESC LIMIT 60)
UNION ALL SELECT 'product', id, row_number() OVER (), NULL FROM shown
