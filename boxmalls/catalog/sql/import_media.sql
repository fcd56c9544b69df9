INSERT INTO catalog_media (id, product_id, position, alt, credit, key, width, height, widths, formats)
SELECT id, product_id, position, alt, credit, key, width, height, string_to_array(widths, ' ')::int[], string_to_array(formats, ' ')
  FROM unnest(%(id)s::uuid[], %(product_id)s::uuid[], %(position)s::int[], %(alt)s::text[], %(credit)s::text[], %(key)s::text[],
              %(width)s::int[], %(height)s::int[], %(widths)s::text[], %(formats)s::text[])
    AS given (id, product_id, position, alt, credit, key, width, height, widths, formats)
ON CONFLICT (product_id, key) DO NOTHING
RETURNING product_id
