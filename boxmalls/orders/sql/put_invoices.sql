-- Counters are locked in the order of their sellers, which is how every sale and every credit note takes them.
WITH wanted AS MATERIALIZED (
    SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::bigint[], %s::bigint[])
        AS w (id, order_id, seller_id, prefix, total_minor, tax_minor)
), counted AS (
    INSERT INTO orders_invoicecounter AS c (site_id, seller_id, year, last)
    SELECT %s, seller_id, %s, 1 FROM wanted ORDER BY seller_id
    ON CONFLICT (site_id, seller_id, year) DO UPDATE SET last = c.last + 1
    RETURNING seller_id, last
)
INSERT INTO orders_invoice (id, kind, order_id, site_id, seller_id, year, sequence, number, total_minor, tax_minor, currency, issued_at)
SELECT w.id, %s, w.order_id, %s, w.seller_id, %s, c.last, w.prefix || lpad(c.last::text, 6, '0'), w.total_minor, w.tax_minor, %s, %s
  FROM wanted w JOIN counted c USING (seller_id)
