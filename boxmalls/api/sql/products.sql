-- Products of a site as JSON, in the order asked for. With %(whole)s, everything that stands on a product's page.
SELECT p.id::text, (jsonb_build_object(
           'id', p.id,
           'title', p.title,
           'path', '/products/' || p.id || '/' || p.slug,
           'language', p.language,
           'brand', nullif(p.brand, ''),
           'model_no', nullif(p.model_no, ''),
           'gtin', p.gtin,
           'category', jsonb_build_object('id', c.id, 'name', coalesce(c.names ->> %(language)s, c.names ->> 'en')),
           'picture', picture.first,
           'offers', offer.listed)
       || CASE WHEN %(whole)s THEN jsonb_build_object(
           'description', p.description,
           'attributes', p.attributes,
           'pictures', coalesce(picture.listed, '[]'),
           'changed_at', to_char(p.changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) ELSE '{}' END)::text
  FROM unnest(%(product_ids)s::uuid[]) WITH ORDINALITY AS asked(id, place)
  JOIN catalog_product p ON p.id = asked.id AND p.status = 'live'
  JOIN catalog_category c ON c.id = p.category_id
  JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_object(
                  'id', o.id,
                  'external_id', o.external_id,
                  'seller', jsonb_build_object('id', s.slug, 'name', s.name, 'learns', s.learns),
                  'variant', v.options,
                  'price_minor', o.price_minor,
                  'was_minor', o.was_minor,
                  'currency', o.currency,
                  'condition', o.condition,
                  'stock', CASE WHEN s.status = 'open' AND st.on_hand > st.reserved THEN 'in_stock' ELSE 'sold_out' END,
                  'dispatch_days', o.dispatch_days,
                  'return_days', o.return_days)
                  ORDER BY (s.status = 'open' AND st.on_hand > st.reserved) DESC, o.price_minor, s.name, o.id) AS listed
         FROM catalog_offer o
         JOIN sellers_seller s ON s.id = o.seller_id
         JOIN catalog_stock st ON st.offer_id = o.id
         LEFT JOIN catalog_variant v ON v.id = o.variant_id
        WHERE o.product_id = p.id AND o.site_id = %(site)s AND o.status = 'live' AND s.status <> 'closed') offer ON offer.listed IS NOT NULL
  LEFT JOIN LATERAL (
       SELECT jsonb_agg(one ORDER BY position, id) AS listed, (array_agg(one ORDER BY position, id))[1] AS first
         FROM (SELECT m.id, m.position, jsonb_build_object(
                          'url', '/media/' || left(m.key, 2) || '/' || m.key || '-' || m.widths[array_upper(m.widths, 1)] || '.' || CASE WHEN 'webp' = ANY(m.formats) THEN 'webp' ELSE m.formats[1] END,
                          'width', m.width, 'height', m.height, 'alt', m.alt) AS one
                 FROM catalog_media m
                WHERE m.product_id = p.id) each) picture ON true
 ORDER BY asked.place
