INSERT INTO orders_ordergroup (id, number, site_id, person_id, language, currency, total_minor, placed_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
