INSERT INTO ledger_entry (transaction_id, position, account_id, amount_minor, seller_id)
SELECT %s, position, account_id, amount_minor, seller_id
  FROM unnest(%s::smallint[], %s::uuid[], %s::bigint[], %s::uuid[]) AS e (position, account_id, amount_minor, seller_id)
