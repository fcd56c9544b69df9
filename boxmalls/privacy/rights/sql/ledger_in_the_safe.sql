-- The same of the safe.
SELECT count(*), coalesce(bit_xor(uuid_hash_extended(person_id, 0)), 0), count(*) FILTER (WHERE done_at IS NULL) FROM rights_erasure
