INSERT INTO catalog_offer (id, seller_id, site_id, product_id, variant_id, external_id, price_minor, was_minor, currency,
                           condition, tax_class, status, dispatch_days, return_days, created_at, changed_at)
SELECT id, %(seller)s, %(site)s, product_id, variant_id, external_id, price_minor, was_minor, %(currency)s,
       condition, tax_class, status, dispatch_days, return_days, %(at)s, %(at)s
  FROM unnest(%(id)s::uuid[], %(product_id)s::uuid[], %(variant_id)s::uuid[], %(external_id)s::text[], %(price_minor)s::bigint[],
              %(was_minor)s::bigint[], %(condition)s::text[], %(tax_class)s::text[], %(status)s::text[],
              %(dispatch_days)s::int[], %(return_days)s::int[])
    AS given (id, product_id, variant_id, external_id, price_minor, was_minor, condition, tax_class, status, dispatch_days, return_days)
 ORDER BY id
ON CONFLICT (seller_id, external_id, site_id) DO UPDATE
   SET variant_id = excluded.variant_id, price_minor = excluded.price_minor, was_minor = excluded.was_minor,
       condition = excluded.condition, tax_class = excluded.tax_class, status = excluded.status,
       dispatch_days = excluded.dispatch_days, return_days = excluded.return_days, changed_at = excluded.changed_at
 WHERE (catalog_offer.variant_id, catalog_offer.price_minor, catalog_offer.was_minor, catalog_offer.condition,
        catalog_offer.tax_class, catalog_offer.status, catalog_offer.dispatch_days, catalog_offer.return_days)
       IS DISTINCT FROM
       (excluded.variant_id, excluded.price_minor, excluded.was_minor, excluded.condition,
        excluded.tax_class, excluded.status, excluded.dispatch_days, excluded.return_days)
RETURNING id
