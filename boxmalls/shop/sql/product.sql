-- A product's page in one row: the product, the way to it, photos, forms, every offer on this site with its cheapest delivery.
SELECT p.slug, p.title, p.description, p.brand, p.model_no, p.gtin, p.language, c.id, c.slug,
       (SELECT json_agg(json_build_array(a.id, a.slug, coalesce(a.names ->> %(language)s, a.names ->> 'en')) ORDER BY a.level)
          FROM catalog_category a WHERE a.id = ANY(c.path))::text,
       (SELECT json_agg(json_build_array(m.key, m.width, m.height, m.widths, m.formats, m.alt, m.credit) ORDER BY m.position, m.id)
          FROM catalog_media m WHERE m.product_id = p.id)::text,
       (SELECT json_agg(json_build_array(v.id, v.name) ORDER BY v.position, v.name)
          FROM catalog_variant v WHERE v.product_id = p.id)::text,
       (SELECT json_agg(json_build_array(o.id, o.variant_id, s.id, s.name, s.slug, s.place, s.country, s.learns, s.status,
                                         o.price_minor, o.was_minor, o.condition, o.dispatch_days, o.return_days,
                                         st.on_hand - st.reserved, r.price_minor, r.name, r.days_min, r.days_max)
                        ORDER BY o.price_minor + coalesce(r.price_minor, 0), s.name, o.id)
          FROM catalog_offer o
          JOIN sellers_seller s ON s.id = o.seller_id AND s.status <> 'closed'
          JOIN catalog_stock st ON st.offer_id = o.id
          LEFT JOIN LATERAL (
               SELECT CASE WHEN t.free_from_minor <= o.price_minor THEN 0 ELSE t.price_minor END AS price_minor, t.name, t.days_min, t.days_max
                 FROM shipping_rate t
                WHERE t.seller_id = s.id AND t.site_id = o.site_id
                ORDER BY 1, t.days_max, t.code
                LIMIT 1) r ON true
         WHERE o.product_id = p.id AND o.site_id = %(site)s AND o.status = 'live')::text,
       (SELECT json_agg(json_build_array(a.name, told.words) ORDER BY a.name)
          FROM jsonb_each(p.attributes) given
          JOIN LATERAL (SELECT t.id, coalesce(t.names ->> %(language)s, t.names ->> 'en') AS name
                          FROM catalog_attribute t WHERE t.handle = given.key LIMIT 1) a ON true
          JOIN LATERAL (
               SELECT string_agg(coalesce(v.names ->> %(language)s, v.names ->> 'en'), ', ' ORDER BY v.position) AS words
                 FROM catalog_attributevalue v WHERE v.attribute_id = a.id AND given.value ? v.handle) told ON told.words IS NOT NULL)::text,
       (SELECT string_agg(near.html, E'\n' ORDER BY near.rank DESC, near.product_id)
          FROM (SELECT k.html, l.rank, l.product_id
                  FROM catalog_shelfplace l
                  JOIN catalog_card k ON k.product_id = l.product_id AND k.site_id = l.site_id AND k.language = %(language)s
                 WHERE l.site_id = %(site)s AND l.shelf = p.category_id AND l.product_id <> p.id
                 ORDER BY l.rank DESC, l.product_id
                 LIMIT 4) near)
  FROM catalog_product p
  JOIN catalog_category c ON c.id = p.category_id
 WHERE p.id = %(product_id)s AND p.status = 'live'
