-- What the index knows of products: a row for each product on each site where it is on sale.
WITH offer AS MATERIALIZED (
    SELECT o.product_id, o.site_id,
           array_agg(DISTINCT s.slug) AS sellers,
           array_agg(DISTINCT o.condition) AS conditions,
           array_agg(DISTINCT s.learns) AS learns,
           coalesce(min(o.price_minor) FILTER (WHERE st.on_hand > 0 AND s.status = 'open'), min(o.price_minor)) AS price_minor,
           bool_or(st.on_hand > 0 AND s.status = 'open') AS in_stock,
           min(o.created_at) AS arrived_at
      FROM catalog_offer o
      JOIN sellers_seller s ON s.id = o.seller_id
      JOIN catalog_stock st ON st.offer_id = o.id
     WHERE o.product_id = ANY(%(product_ids)s) AND o.status = 'live' AND s.status <> 'closed'
     GROUP BY o.product_id, o.site_id
)
SELECT p.id::text, offer.site_id, p.title, p.description, p.language, p.brand, p.model_no, coalesce(p.gtin, ''),
       c.path, p.attributes::text, offer.sellers, offer.conditions, offer.learns, offer.price_minor, offer.in_stock,
       coalesce(shelf.rank, 0), extract(epoch FROM offer.arrived_at)::bigint
  FROM offer
  JOIN catalog_product p ON p.id = offer.product_id AND p.status = 'live'
  JOIN catalog_category c ON c.id = p.category_id
  LEFT JOIN catalog_shelfplace shelf ON shelf.site_id = offer.site_id AND shelf.shelf = '' AND shelf.product_id = p.id
 ORDER BY p.id
