-- What a product's page on a site is made of, as version and place of each row: nothing can change, come or go without another answer.
SELECT p.slug, (p.xmin, p.ctid)::text,
       (SELECT array_agg((o.id, o.xmin, o.ctid, st.xmin, st.ctid, s.xmin, s.ctid, r.xmin, r.ctid) ORDER BY o.id, r.id)
          FROM catalog_offer o
          JOIN catalog_stock st ON st.offer_id = o.id
          JOIN sellers_seller s ON s.id = o.seller_id
          LEFT JOIN shipping_rate r ON r.seller_id = o.seller_id AND r.site_id = o.site_id
         WHERE o.product_id = p.id AND o.site_id = %(site)s AND o.status = 'live')::text,
       (SELECT array_agg((m.xmin, m.ctid) ORDER BY m.id) FROM catalog_media m WHERE m.product_id = p.id)::text,
       (SELECT array_agg((v.xmin, v.ctid) ORDER BY v.id) FROM catalog_variant v WHERE v.product_id = p.id)::text
  FROM catalog_product p
 WHERE p.id = %(product_id)s AND p.status = 'live'
