INSERT INTO payments_payment (id, group_id, person_id, method, amount_minor, currency, reference, due_at, created_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
