DELETE FROM catalog_reservation WHERE holder_id = %s RETURNING offer_id, quantity
