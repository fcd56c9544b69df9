SELECT format('Group %s is of %s, its orders sum to %s.', g.number, g.total_minor, coalesce(o.sum, 0))
  FROM orders_ordergroup g
  LEFT JOIN (SELECT group_id, sum(total_minor) AS sum FROM orders_order GROUP BY group_id) o ON o.group_id = g.id
 WHERE g.total_minor <> coalesce(o.sum, 0)
UNION ALL
SELECT format('Order %s has goods of %s, its lines sum to %s.', o.number, o.subtotal_minor, coalesce(l.sum, 0))
  FROM orders_order o
  LEFT JOIN (SELECT order_id, sum(total_minor) AS sum, sum(tax_minor) AS tax FROM orders_orderline GROUP BY order_id) l ON l.order_id = o.id
 WHERE o.subtotal_minor <> coalesce(l.sum, 0) OR o.tax_minor < coalesce(l.tax, 0)
UNION ALL
SELECT format('Group %s is of %s, its payment is of %s.', g.number, g.total_minor, coalesce(p.amount_minor, 0))
  FROM orders_ordergroup g
  LEFT JOIN payments_payment p ON p.group_id = g.id
 WHERE g.total_minor <> coalesce(p.amount_minor, 0) OR g.currency <> p.currency
UNION ALL
SELECT format('Order %s is of %s, %s of its payment are for it.', o.number, o.total_minor, coalesce(s.sum, 0))
  FROM orders_order o
  LEFT JOIN (SELECT for_id, sum(amount_minor) AS sum FROM payments_share GROUP BY for_id) s ON s.for_id = o.id
 WHERE o.total_minor <> coalesce(s.sum, 0)
UNION ALL
SELECT format('Order %s has no invoice over its total.', o.number)
  FROM orders_order o
 WHERE NOT EXISTS (SELECT FROM orders_invoice i WHERE i.order_id = o.id AND i.kind = 'invoice' AND i.total_minor = o.total_minor AND i.tax_minor = o.tax_minor)
UNION ALL
SELECT format('Order %s is cancelled, but money or invoice were not taken back; or the other way round.', o.number)
  FROM orders_order o
  LEFT JOIN orders_cancellation c ON c.order_id = o.id
  LEFT JOIN orders_invoice i ON i.order_id = o.id AND i.kind = 'credit' AND i.total_minor = -o.total_minor
  LEFT JOIN payments_refund r ON r.for_id = o.id
 WHERE (c.order_id IS NULL) <> (i.id IS NULL) OR (c.order_id IS NULL) <> (r.id IS NULL)
UNION ALL
SELECT format('Order %s was shipped and cancelled.', o.number)
  FROM orders_order o JOIN orders_cancellation c ON c.order_id = o.id JOIN orders_shipment s ON s.order_id = o.id
UNION ALL
SELECT format('Invoices of seller %s on %s in %s: the counter says %s, there are %s, from %s to %s.',
              c.seller_id, c.site_id, c.year, c.last, count(i.id), min(i.sequence), max(i.sequence))
  FROM orders_invoicecounter c
  LEFT JOIN orders_invoice i ON (i.site_id, i.seller_id, i.year) = (c.site_id, c.seller_id, c.year)
 GROUP BY c.site_id, c.seller_id, c.year, c.last
HAVING count(i.id) <> c.last OR min(i.sequence) <> 1 OR max(i.sequence) <> c.last
