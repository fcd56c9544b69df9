INSERT INTO orders_orderline (id, order_id, seller_id, position, offer_id, product_id, external_id, title, option, picture,
                              quantity, unit_price_minor, total_minor, tax_class, tax_rate_bp, tax_minor)
SELECT id, order_id, seller_id, position, offer_id, product_id, external_id, title, option, picture,
       quantity, unit_price_minor, unit_price_minor * quantity, tax_class, tax_rate_bp, tax_minor
  FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::smallint[], %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[],
              %s::integer[], %s::bigint[], %s::text[], %s::integer[], %s::bigint[])
       AS l (id, order_id, seller_id, position, offer_id, product_id, external_id, title, option, picture,
             quantity, unit_price_minor, tax_class, tax_rate_bp, tax_minor)
