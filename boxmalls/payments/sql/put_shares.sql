INSERT INTO payments_share (payment_id, position, for_id, account_id, amount_minor)
SELECT %s, position, for_id, account_id, amount_minor
  FROM unnest(%s::smallint[], %s::uuid[], %s::uuid[], %s::bigint[]) AS s (position, for_id, account_id, amount_minor)
