-- Goods with a photo that can be had, furthest to the front of the site's shelf, one of each category.
SELECT front.product_id, p.slug, p.title, front.price_minor, m.key, m.width, m.height, m.widths, m.formats, m.alt
  FROM (SELECT l.product_id, l.rank, l.price_minor
          FROM catalog_shelfplace l
         WHERE l.site_id = %(site)s AND l.shelf = ''
         ORDER BY l.rank DESC, l.product_id
         LIMIT 60) front
  JOIN catalog_product p ON p.id = front.product_id
  JOIN LATERAL (SELECT * FROM catalog_media WHERE product_id = p.id ORDER BY position, id LIMIT 1) m ON true
 ORDER BY row_number() OVER (PARTITION BY p.category_id ORDER BY front.rank DESC, front.product_id), front.rank DESC, front.product_id
 LIMIT 3
