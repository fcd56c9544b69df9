-- How many the shop remembers as erased, a digest of them whatever their order, and how many of them it has not come to the end of.
SELECT count(*),
       coalesce(bit_xor(uuid_hash_extended(mark.person_id, 0)), 0),
       count(*) FILTER (WHERE mark.ended_at IS NULL OR (person.id IS NOT NULL AND person.erased_at IS NULL))
FROM privacy_erasuremark AS mark LEFT JOIN privacy_person AS person ON person.id = mark.person_id
