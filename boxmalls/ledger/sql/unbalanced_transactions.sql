SELECT t.id, coalesce(a.unit, ''), coalesce(sum(e.amount_minor), 0)::bigint
  FROM ledger_transaction t
  LEFT JOIN ledger_entry e ON e.transaction_id = t.id
  LEFT JOIN ledger_account a ON a.id = e.account_id
 GROUP BY t.id, a.unit
HAVING count(e.position) = 0 OR sum(e.amount_minor) <> 0
 ORDER BY t.id
