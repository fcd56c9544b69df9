from django.db import migrations

ONLY_GROWS = """
CREATE FUNCTION privacy_journal_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE purpose text := coalesce(current_setting('boxmalls.purpose', true), '');
BEGIN
  IF (TG_OP = 'DELETE' AND purpose IN ('privacy.erasure', 'privacy.retention')) OR (TG_OP = 'UPDATE' AND purpose = 'privacy.merging') THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'The journal only grows: % is refused.', TG_OP
        USING ERRCODE = 'PD002', HINT = 'Its rows end with the person they are about, or after three years.';
END $$;
CREATE TRIGGER journal_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON privacy_journalentry
FOR EACH STATEMENT EXECUTE FUNCTION privacy_journal_only_grows();
"""
UNDO = "DROP TRIGGER journal_only_grows ON privacy_journalentry; DROP FUNCTION privacy_journal_only_grows();"


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_rights")]

    operations = [migrations.RunSQL(ONLY_GROWS, UNDO)]
