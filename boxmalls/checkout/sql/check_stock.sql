SELECT format('Offer %s has %s reserved, its reservations sum to %s.', k.offer_id, k.reserved, coalesce(r.sum, 0))
  FROM catalog_stock k
  LEFT JOIN (SELECT offer_id, sum(quantity) AS sum FROM catalog_reservation GROUP BY offer_id) r ON r.offer_id = k.offer_id
 WHERE k.reserved <> coalesce(r.sum, 0)
