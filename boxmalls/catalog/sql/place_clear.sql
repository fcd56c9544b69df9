-- Take products from the shelves on which they no longer stand.
DELETE FROM catalog_shelfplace place
 WHERE place.product_id = ANY(%(product_ids)s)
   AND NOT EXISTS (
       SELECT FROM unnest(%(sites)s::text[], %(shelves)s::text[], %(products)s::uuid[]) AS kept (site_id, shelf, product_id)
        WHERE kept.site_id = place.site_id AND kept.shelf = place.shelf AND kept.product_id = place.product_id)
