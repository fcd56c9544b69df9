-- Only the listing that made a product changes its words. A bar code that another product has already stays there.
UPDATE catalog_product product
   SET title = given.title, description = given.description, category_id = given.category, brand = given.brand,
       model_no = given.model_no, attributes = given.attributes::jsonb, language = given.language, changed_at = %(at)s
  FROM unnest(%(id)s::uuid[], %(title)s::text[], %(description)s::text[], %(category)s::text[], %(brand)s::text[],
              %(model_no)s::text[], %(attributes)s::text[], %(language)s::text[], %(described_ref)s::text[])
    AS given (id, title, description, category, brand, model_no, attributes, language, described_ref)
 WHERE product.id = given.id
   AND product.described_by_id = %(seller)s AND product.described_ref = given.described_ref
   AND (product.title, product.description, product.category_id, product.brand, product.model_no, product.attributes, product.language)
       IS DISTINCT FROM
       (given.title, given.description, given.category, given.brand, given.model_no, given.attributes::jsonb, given.language)
RETURNING product.id
