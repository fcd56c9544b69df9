INSERT INTO checkout_completion (person_id, key, asked, group_id, completed_at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (person_id, key) DO NOTHING RETURNING true
