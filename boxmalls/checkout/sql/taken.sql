DELETE FROM checkout_cartline WHERE cart_id = %s RETURNING *
