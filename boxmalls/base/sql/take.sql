INSERT INTO base_limitcount AS held (key, free_at)
VALUES (%(key)s, %(at)s + %(step)s)
    ON CONFLICT (key) DO UPDATE
   SET free_at = greatest(held.free_at, %(at)s) + %(step)s
 WHERE greatest(held.free_at, %(at)s) + %(step)s <= %(at)s + %(window)s
RETURNING free_at
