SELECT format('Payment %s is of %s, its shares sum to %s.', p.reference, p.amount_minor, coalesce(s.sum, 0))
  FROM payments_payment p
  LEFT JOIN (SELECT payment_id, sum(amount_minor) AS sum FROM payments_share GROUP BY payment_id) s ON s.payment_id = p.id
 WHERE p.amount_minor <> coalesce(s.sum, 0)
UNION ALL
SELECT format('Payment %s was taken from a balance, but the books do not know of it.', p.reference)
  FROM payments_payment p
 WHERE p.method = 'balance'
   AND NOT EXISTS (SELECT FROM ledger_transaction t WHERE t.kind = 'payment' AND t.reference = p.id::text)
UNION ALL
SELECT format('Payment %s is of %s, the books moved %s.', p.reference, p.amount_minor, moved.sum)
  FROM payments_payment p
  JOIN ledger_transaction t ON t.kind IN ('payment', 'transfer') AND t.reference = p.id::text
  JOIN LATERAL (SELECT coalesce(sum(e.amount_minor), 0) AS sum FROM ledger_entry e WHERE e.transaction_id = t.id AND e.amount_minor > 0) moved ON true
 WHERE moved.sum <> p.amount_minor
UNION ALL
SELECT format('A part of payment %s was taken back, but the money did not move.', p.reference)
  FROM payments_refund r
  JOIN payments_payment p ON p.id = r.payment_id
  LEFT JOIN payments_transferconfirmation c ON c.payment_id = p.id
 WHERE r.transaction_id IS NULL AND (p.method = 'balance' OR c.confirmed_at < r.refunded_at)
UNION ALL
SELECT format('A refund of payment %s is of %s, the books moved %s.', p.reference, r.amount_minor, moved.sum)
  FROM payments_refund r
  JOIN payments_payment p ON p.id = r.payment_id
  JOIN LATERAL (SELECT coalesce(sum(e.amount_minor), 0) AS sum FROM ledger_entry e WHERE e.transaction_id = r.transaction_id AND e.amount_minor > 0) moved ON true
 WHERE r.transaction_id IS NOT NULL AND moved.sum <> r.amount_minor
