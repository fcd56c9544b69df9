INSERT INTO orders_contact (id, group_id, person_id, email, created_at) VALUES (%s, %s, %s, %s, %s)
