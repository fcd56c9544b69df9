"""Let the role that serves have the catalogue's tables counted, as only their owner may before PostgreSQL 17."""

from django.db import migrations

TABLES = ("category", "product", "variant", "offer", "stock", "media", "card", "shelfplace", "shelfcount")
MAKE = f"""
CREATE FUNCTION catalog_analyse() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '10s' AS $$
BEGIN
  ANALYZE {", ".join(f"catalog_{table}" for table in TABLES)};
EXCEPTION WHEN lock_not_available THEN
  NULL;  -- Somebody else is counting.
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]
    operations = [migrations.RunSQL(MAKE, "DROP FUNCTION catalog_analyse()")]
