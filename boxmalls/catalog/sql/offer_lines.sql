-- What a cart and a checkout need of each offer: what it is, who sells it, what it costs, how many are left, what it looks like.
SELECT o.id, o.product_id, p.title, p.slug, v.name, o.seller_id, s.name, s.slug, s.learns, o.site_id,
       o.price_minor, o.currency, o.tax_class, o.condition, o.dispatch_days, o.return_days,
       CASE WHEN o.status = 'live' AND p.status = 'live' AND s.status = 'open' THEN greatest(0, st.on_hand - st.reserved) ELSE 0 END,
       p.category_id, m.key, m.width, m.height, m.widths, m.formats, m.alt
  FROM catalog_offer o
  JOIN catalog_product p ON p.id = o.product_id
  JOIN sellers_seller s ON s.id = o.seller_id
  JOIN catalog_stock st ON st.offer_id = o.id
  LEFT JOIN catalog_variant v ON v.id = o.variant_id
  LEFT JOIN LATERAL (
       SELECT * FROM catalog_media WHERE product_id = p.id ORDER BY position, id LIMIT 1) m ON true
 WHERE o.id = ANY(%(offer_ids)s) AND o.site_id = %(site)s
