-- Make the variants that are not there yet, in the order of the file, and answer with all that were asked for.
WITH given AS MATERIALIZED (
    SELECT id, product_id, name, options::jsonb AS options, n
      FROM unnest(%(id)s::uuid[], %(product_id)s::uuid[], %(name)s::text[], %(options)s::text[], %(n)s::int[])
        AS g (id, product_id, name, options, n)
), made AS (
    INSERT INTO catalog_variant (id, product_id, name, options, position)
    SELECT DISTINCT ON (product_id, options) id, product_id, name, options, n
      FROM given
     ORDER BY product_id, options, n
    ON CONFLICT (product_id, options) DO NOTHING
    RETURNING id, product_id, options
)
SELECT given.n, coalesce(made.id, known.id)
  FROM given
  LEFT JOIN made USING (product_id, options)
  LEFT JOIN catalog_variant known ON known.product_id = given.product_id AND known.options = given.options
