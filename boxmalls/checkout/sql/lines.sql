-- The lines of a cart with all that decides whether and for how much they can be bought.
WITH line AS (/* lines */)
SELECT l.cart_id, l.offer_id, l.quantity, l.seen_price_minor,
       o.price_minor, o.currency, o.tax_class, o.status, o.site_id, o.external_id, o.condition, o.dispatch_days, o.return_days,
       s.id, s.name, s.slug, s.place, s.learns, s.status, s.commission_bp,
       p.id, p.slug, p.title, p.status, p.category_id, coalesce(v.name, ''),
       greatest(k.on_hand - k.reserved + coalesce(r.quantity, 0), 0), r.until_at,
       m.key, m.width, m.height, m.widths, m.formats, m.alt
  FROM line l
  JOIN catalog_offer o ON o.id = l.offer_id
  JOIN sellers_seller s ON s.id = o.seller_id
  JOIN catalog_product p ON p.id = o.product_id
  JOIN catalog_stock k ON k.offer_id = o.id
  LEFT JOIN catalog_variant v ON v.id = o.variant_id
  LEFT JOIN catalog_reservation r ON r.holder_id = l.cart_id AND r.offer_id = l.offer_id
  LEFT JOIN LATERAL (
      SELECT * FROM catalog_media WHERE product_id = p.id ORDER BY position LIMIT 1
  ) m ON true
 ORDER BY s.name, s.id, l.added_at, l.offer_id
