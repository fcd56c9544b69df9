-- What a card shows of each product on each site: its best offer, how many sell it, its first picture.
WITH offer AS MATERIALIZED (
    SELECT o.product_id, o.site_id, o.price_minor, o.was_minor, o.currency, o.condition, o.dispatch_days, o.created_at,
           s.id AS seller_id, s.name AS seller, s.slug AS seller_slug, st.on_hand > 0 AND s.status = 'open' AS buyable
      FROM catalog_offer o
      JOIN sellers_seller s ON s.id = o.seller_id
      JOIN catalog_stock st ON st.offer_id = o.id
     WHERE o.product_id = ANY(%(product_ids)s) AND o.status = 'live' AND s.status <> 'closed'
), best AS (
    SELECT DISTINCT ON (product_id, site_id) *
      FROM offer
     ORDER BY product_id, site_id, buyable DESC, price_minor, seller
), spread AS (
    SELECT product_id, site_id, count(DISTINCT seller_id) AS sellers, array_agg(DISTINCT seller_slug) AS seller_slugs,
           max(price_minor) FILTER (WHERE buyable) AS dearest, min(created_at) AS arrived_at
      FROM offer
     GROUP BY product_id, site_id
)
SELECT b.product_id, b.site_id, p.title, p.slug, p.search_boost, c.id, c.path,
       b.price_minor, b.was_minor, b.currency, b.condition, b.dispatch_days, b.buyable, b.seller,
       spread.sellers, spread.seller_slugs, spread.dearest, spread.arrived_at,
       m.key, m.width, m.height, m.widths, m.formats
  FROM best b
  JOIN spread USING (product_id, site_id)
  JOIN catalog_product p ON p.id = b.product_id AND p.status = 'live'
  JOIN catalog_category c ON c.id = p.category_id
  LEFT JOIN LATERAL (
       SELECT key, width, height, widths, formats
         FROM catalog_media
        WHERE product_id = b.product_id
        ORDER BY position, id
        LIMIT 1) m ON true
