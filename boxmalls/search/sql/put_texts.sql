-- The words of products, written or renewed.
INSERT INTO search_producttext (product_id, words)
SELECT text.product_id, text.words::tsvector
  FROM unnest(%(product_ids)s::uuid[], %(words)s::text[]) AS text(product_id, words)
  JOIN catalog_product p ON p.id = text.product_id
    ON CONFLICT (product_id) DO UPDATE SET words = excluded.words WHERE search_producttext.words <> excluded.words
