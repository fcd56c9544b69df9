-- Search without the index: the words from search_producttext, everything else from the catalogue itself.
WITH found AS MATERIALIZED (
    SELECT p.id, c.path, p.brand, offer.sellers, offer.price_minor, offer.in_stock,
           CASE WHEN %(question)s = '' THEN 0 ELSE ts_rank(text.words, %(question)s::tsquery) END AS fit,
           coalesce(shelf.rank, 0) AS rank, offer.arrived_at
      FROM catalog_product p
      JOIN catalog_category c ON c.id = p.category_id
      JOIN LATERAL (
           SELECT array_agg(DISTINCT s.slug) AS sellers, array_agg(DISTINCT o.condition) AS conditions, array_agg(DISTINCT s.learns) AS learns,
                  coalesce(min(o.price_minor) FILTER (WHERE st.on_hand > 0 AND s.status = 'open'), min(o.price_minor)) AS price_minor,
                  bool_or(st.on_hand > 0 AND s.status = 'open') AS in_stock, min(o.created_at) AS arrived_at
             FROM catalog_offer o
             JOIN sellers_seller s ON s.id = o.seller_id
             JOIN catalog_stock st ON st.offer_id = o.id
            WHERE o.product_id = p.id AND o.site_id = %(site)s AND o.status = 'live' AND s.status <> 'closed') offer ON offer.sellers IS NOT NULL
      LEFT JOIN search_producttext text ON text.product_id = p.id
      LEFT JOIN catalog_shelfplace shelf ON shelf.site_id = %(site)s AND shelf.shelf = '' AND shelf.product_id = p.id
     WHERE p.status = 'live'
       AND (%(question)s = '' OR text.words @@ %(question)s::tsquery)
       AND (%(category)s = '' OR c.path @> ARRAY[%(category)s]::varchar[])
       AND (%(brands)s::text[] = '{}' OR lower(p.brand) = ANY(%(brands)s::text[]))
       AND (%(sellers)s::text[] = '{}' OR offer.sellers::text[] && %(sellers)s::text[])
       AND (%(conditions)s::text[] = '{}' OR offer.conditions::text[] && %(conditions)s::text[])
       AND (%(learns)s::text[] = '{}' OR offer.learns::text[] && %(learns)s::text[])
       AND offer.price_minor BETWEEN %(low)s AND %(high)s
       AND (NOT %(in_stock)s OR offer.in_stock)
       AND NOT EXISTS (
           SELECT FROM jsonb_each(%(attributes)s::jsonb) AS wanted
            WHERE NOT coalesce(p.attributes -> wanted.key, '[]') ?| ARRAY(SELECT jsonb_array_elements_text(wanted.value)))
), shown AS (
    SELECT id::text FROM found
     ORDER BY CASE %(sort)s WHEN 'price' THEN price_minor WHEN '-price' THEN -price_minor WHEN 'newest' THEN -extract(epoch FROM arrived_at) ELSE -fit END,
              in_stock DESC, rank DESC, id
    OFFSET %(offset)s LIMIT %(limit)s
)
SELECT 'total', '', count(*), NULL::bigint FROM found
UNION ALL SELECT 'price', '', min(price_minor), max(price_minor) FROM found
UNION ALL (SELECT 'seller', slug, count(*), NULL FROM found, unnest(found.sellers) AS slug GROUP BY slug ORDER BY count(*) DESC, slug LIMIT 40)
UNION ALL (SELECT 'category', path[%(depth)s], count(*), NULL FROM found WHERE path[%(depth)s] IS NOT NULL GROUP BY path[%(depth)s] ORDER BY count(*) DESC LIMIT 60)
UNION ALL SELECT 'product', id, row_number() OVER (), NULL FROM shown
