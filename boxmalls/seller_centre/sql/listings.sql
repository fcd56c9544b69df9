-- A seller's listings by reference, after the last one seen.
SELECT o.id, o.external_id, o.site_id, o.price_minor, o.currency, o.status, o.product_id, p.slug, p.title, coalesce(v.name, ''), st.on_hand, st.reserved
  FROM catalog_offer o
  JOIN catalog_product p ON p.id = o.product_id
  JOIN catalog_stock st ON st.offer_id = o.id
  LEFT JOIN catalog_variant v ON v.id = o.variant_id
 WHERE o.seller_id = %(seller)s
   AND (o.external_id, o.site_id) > (%(reference)s, %(after_site)s)
   AND (%(site)s = '' OR o.site_id = %(site)s)
   AND CASE %(state)s WHEN '' THEN true WHEN 'sold-out' THEN st.on_hand - st.reserved <= 0 AND o.status = 'live' ELSE o.status = %(state)s END
   AND (%(text)s = '' OR o.external_id ILIKE %(pattern)s OR p.title ILIKE %(pattern)s)
 ORDER BY o.external_id, o.site_id
 LIMIT %(size)s
