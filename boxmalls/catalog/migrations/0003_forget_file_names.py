"""The names that people gave to their files of goods may say whose they are: each is called by its moment instead."""

from django.db import migrations

CALL_BY_MOMENT = """
UPDATE catalog_importrun
SET file_name = to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD-HH24MISS') || coalesce(substring(lower(file_name) FROM '[.](?:csv|jsonl|parquet)(?:[.]gz)?$'), '')
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_analyse")]

    operations = [migrations.RunSQL(CALL_BY_MOMENT, migrations.RunSQL.noop)]
