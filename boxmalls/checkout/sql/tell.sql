INSERT INTO base_outboxfact (topic, key, payload) VALUES (%s, %s, %s::jsonb)
