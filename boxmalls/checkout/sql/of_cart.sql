SELECT l.* FROM checkout_cartline l JOIN checkout_cart c ON c.id = l.cart_id WHERE c.person_id = %s AND c.site_id = %s
