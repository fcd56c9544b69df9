from django.db import migrations, models

ONLY_GROWS = """
CREATE FUNCTION privacy_erasure_ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.ended_at IS NULL AND (to_jsonb(NEW) - 'ended_at') = (to_jsonb(OLD) - 'ended_at') THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'The erasure ledger only grows: % is refused.', TG_OP
        USING ERRCODE = 'PD003', HINT = 'It is what keeps an old backup from undoing an erasure.';
END $$;
CREATE TRIGGER erasure_ledger_only_grows BEFORE UPDATE OR DELETE ON privacy_erasuremark
FOR EACH ROW EXECUTE FUNCTION privacy_erasure_ledger_only_grows();
CREATE TRIGGER erasure_ledger_is_not_emptied BEFORE TRUNCATE ON privacy_erasuremark
FOR EACH STATEMENT EXECUTE FUNCTION privacy_erasure_ledger_only_grows();
"""
UNDO = """
DROP TRIGGER erasure_ledger_only_grows ON privacy_erasuremark;
DROP TRIGGER erasure_ledger_is_not_emptied ON privacy_erasuremark;
DROP FUNCTION privacy_erasure_ledger_only_grows();
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0072_break_glass")]

    operations = [
        migrations.CreateModel(
            name="ErasureMark",
            fields=[
                ("person_id", models.UUIDField(primary_key=True, serialize=False)),
                ("erasure_id", models.UUIDField()),
                ("site_code", models.CharField(max_length=12)),
                ("receipt_sha256", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RunSQL(ONLY_GROWS, UNDO),
    ]
