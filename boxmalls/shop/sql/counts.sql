-- What the home page counts: sellers with goods on this site, categories with something in them.
SELECT (SELECT count(*) FROM sellers_seller s JOIN catalog_shelfcount n ON n.site_id = %(site)s AND n.shelf = '@' || s.slug
         WHERE s.status = 'open' AND n.products > 0),
       (SELECT count(*) FROM catalog_shelfcount n JOIN catalog_category c ON c.id = n.shelf WHERE n.site_id = %(site)s AND n.products > 0)
