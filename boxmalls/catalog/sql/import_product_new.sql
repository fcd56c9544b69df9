INSERT INTO catalog_product (id, slug, title, description, category_id, brand, model_no, gtin, product_key, attributes,
                             language, status, search_boost, described_by_id, described_ref, created_at, changed_at)
SELECT id, slug, title, description, category, brand, model_no, gtin, product_key, attributes::jsonb,
       language, 'live', 0, %(seller)s, described_ref, %(at)s, %(at)s
  FROM unnest(%(id)s::uuid[], %(slug)s::text[], %(title)s::text[], %(description)s::text[], %(category)s::text[],
              %(brand)s::text[], %(model_no)s::text[], %(gtin)s::text[], %(product_key)s::text[], %(attributes)s::text[],
              %(language)s::text[], %(described_ref)s::text[])
    AS given (id, slug, title, description, category, brand, model_no, gtin, product_key, attributes, language, described_ref)
