-- What people bought from each seller in a span of time, by the first level of the categories; people who were erased are one row together.
SELECT o.person_id, o.seller_id, coalesce(c.path[1], ''), sum(l.quantity)::bigint, sum(l.total_minor)::bigint
  FROM orders_ordergroup g
  JOIN orders_order o ON o.group_id = g.id
  JOIN orders_orderline l ON l.order_id = o.id
  LEFT JOIN catalog_product p ON p.id = l.product_id
  LEFT JOIN catalog_category c ON c.id = p.category_id
 WHERE g.site_id = %(site)s AND g.currency = %(currency)s AND g.placed_at >= %(since)s AND g.placed_at < %(until)s
   AND NOT EXISTS (SELECT FROM orders_cancellation x WHERE x.order_id = o.id)
 GROUP BY 1, 2, 3
