from django.db import migrations, models

ONLY_THE_OPEN_EPOCH = """
CREATE FUNCTION vault_key_of_open_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE opened record;
BEGIN
  SELECT number, kek INTO opened FROM vault_keyepoch WHERE closed_at IS NULL;
  IF FOUND THEN
    IF NEW.kek <> opened.kek THEN
      RAISE EXCEPTION 'A key may be wrapped by the key of the open epoch only, which is %.', opened.kek
            USING ERRCODE = 'KE001', HINT = 'Look again which key is the newest, and wrap with that.';
    END IF;
    NEW.epoch := opened.number;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER key_of_open_epoch BEFORE INSERT OR UPDATE OF wrapped, kek, epoch ON vault_personkey
FOR EACH ROW EXECUTE FUNCTION vault_key_of_open_epoch();
"""
UNDO = "DROP TRIGGER key_of_open_epoch ON vault_personkey; DROP FUNCTION vault_key_of_open_epoch();"


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="KeyEpoch",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("kek", models.CharField(max_length=40)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("rewrapped_at", models.DateTimeField(help_text="Since when nothing is wrapped by an earlier key.", null=True)),
                ("destroyed_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(models.Value(1), condition=models.Q(("closed_at", None)), name="one_epoch_is_open")],
            },
        ),
        migrations.RunSQL(ONLY_THE_OPEN_EPOCH, UNDO),
    ]
