SELECT seller_id, code, name, price_minor, free_from_minor, days_min, days_max
  FROM shipping_rate
 WHERE site_id = %s
   AND seller_id IN (SELECT o.seller_id FROM checkout_cartline l JOIN catalog_offer o ON o.id = l.offer_id WHERE l.cart_id = %s)
 ORDER BY price_minor, code
