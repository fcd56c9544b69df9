from django.db import migrations

# A line is written once. When the law's years are over its words go; its numbers never change.
FORGET = """
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'boxmalls_app') THEN
    GRANT UPDATE (title, option, picture) ON orders_orderline TO boxmalls_app;
  END IF;
END $$;
CREATE OR REPLACE FUNCTION orders_only_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.title, NEW.option, NEW.picture) <> ('', '', '') THEN
    RAISE EXCEPTION 'The words of an order line are written once; they may only be emptied.' USING ERRCODE = 'PD002';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER orders_refuse_change ON orders_orderline;
CREATE TRIGGER orders_refuse_change BEFORE DELETE OR TRUNCATE OR UPDATE OF id, order_id, seller_id, position, offer_id, product_id, external_id,
    quantity, unit_price_minor, total_minor, tax_class, tax_rate_bp, tax_minor ON orders_orderline
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER orders_line_only_forgets BEFORE UPDATE OF title, option, picture ON orders_orderline FOR EACH ROW EXECUTE FUNCTION orders_only_forget();
"""
KEEP = """
DROP TRIGGER IF EXISTS orders_line_only_forgets ON orders_orderline;
DROP FUNCTION IF EXISTS orders_only_forget();
DROP TRIGGER orders_refuse_change ON orders_orderline;
CREATE TRIGGER orders_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON orders_orderline FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'boxmalls_app') THEN
    REVOKE UPDATE (title, option, picture) ON orders_orderline FROM boxmalls_app;
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0004_messages")]

    operations = [migrations.RunSQL(FORGET, KEEP)]
