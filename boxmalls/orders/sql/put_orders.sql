INSERT INTO orders_order (group_id, person_id, placed_at, id, number, label, seller_id, subtotal_minor, shipping_minor, tax_minor, tax_included,
                          total_minor, commission_bp, commission_minor, commission_vat_minor, rate_code, rate_name, ship_by_on)
SELECT %s, %s, %s, o.*
  FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::bigint[], %s::bigint[], %s::bigint[], %s::boolean[],
              %s::bigint[], %s::integer[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::date[]) AS o
