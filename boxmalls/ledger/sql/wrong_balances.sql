SELECT a.id, a.balance_minor, coalesce(e.sum, 0)
  FROM ledger_account a
  LEFT JOIN (SELECT account_id, sum(amount_minor)::bigint AS sum FROM ledger_entry GROUP BY account_id) e ON e.account_id = a.id
 WHERE a.balance_minor <> coalesce(e.sum, 0)
 ORDER BY a.id
