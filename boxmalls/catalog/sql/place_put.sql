INSERT INTO catalog_shelfplace (site_id, shelf, product_id, rank, price_minor, arrived_at)
SELECT * FROM unnest(%s::text[], %s::text[], %s::uuid[], %s::int[], %s::bigint[], %s::timestamptz[])
ON CONFLICT (site_id, shelf, product_id) DO UPDATE
   SET rank = excluded.rank, price_minor = excluded.price_minor, arrived_at = excluded.arrived_at
 WHERE (catalog_shelfplace.rank, catalog_shelfplace.price_minor, catalog_shelfplace.arrived_at)
       IS DISTINCT FROM (excluded.rank, excluded.price_minor, excluded.arrived_at)
