INSERT INTO orders_delivery (person_id, created_at, id, order_id, name, phone, line1, line2, city, region, postcode, country)
SELECT %s, %s, d.*
  FROM unnest(%s::uuid[], %s::uuid[], %s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[]) AS d
