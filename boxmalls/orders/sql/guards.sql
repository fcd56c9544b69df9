-- What was sold stays as it was sold; invoices are written once.

CREATE TRIGGER orders_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON orders_invoice
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER orders_refuse_change BEFORE DELETE OR TRUNCATE OR UPDATE OF number, site_id, currency, total_minor, placed_at
    ON orders_ordergroup FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER orders_refuse_change BEFORE DELETE OR TRUNCATE OR UPDATE OF number, group_id, seller_id, subtotal_minor,
    shipping_minor, tax_minor, tax_included, total_minor, commission_bp, commission_minor, commission_vat_minor, placed_at
    ON orders_order FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER orders_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON orders_orderline
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'boxmalls_app') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON orders_invoice, orders_orderline FROM boxmalls_app;
        REVOKE DELETE, TRUNCATE ON orders_ordergroup, orders_order FROM boxmalls_app;
    END IF;
END $$;
