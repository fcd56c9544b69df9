INSERT INTO catalog_card (product_id, site_id, language, html, made_with)
SELECT * FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[])
ON CONFLICT (product_id, site_id, language) DO UPDATE
   SET html = excluded.html, made_with = excluded.made_with
 WHERE (catalog_card.html, catalog_card.made_with) IS DISTINCT FROM (excluded.html, excluded.made_with)
