-- A seller who wrote about themselves, another one each day, with the first photo of their goods.
SELECT s.name, s.slug, s.about, s.place, s.country, s.since_on, s.learns, n.products, m.key, m.width, m.height, m.widths, m.formats, m.alt
  FROM sellers_seller s
  JOIN catalog_shelfcount n ON n.site_id = %(site)s AND n.shelf = '@' || s.slug AND n.products > 0
  LEFT JOIN LATERAL (
       SELECT f.* FROM (SELECT l.product_id FROM catalog_shelfplace l WHERE l.site_id = %(site)s AND l.shelf = '@' || s.slug
                         ORDER BY l.rank DESC, l.product_id LIMIT 8) near
         JOIN catalog_media f ON f.product_id = near.product_id
        ORDER BY f.width::float / f.height DESC, f.id
        LIMIT 1) m ON true
 WHERE s.status = 'open' AND s.about <> ''
 ORDER BY (m.key IS NULL), md5(s.slug || %(day)s)
 LIMIT 1
