from django.db import migrations

# Steps follow each other only as they may, name the edition's own author, and stay; a text is changed only while it is a draft.
STEPS = """
ALTER TABLE privacy_editionstep ADD CONSTRAINT step_names_the_author
  FOREIGN KEY (edition_id, author_id) REFERENCES privacy_edition (id, author_id) DEFERRABLE INITIALLY DEFERRED;
CREATE FUNCTION privacy_edition_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before text; count integer;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'What was done with an edition stays: % is refused.', TG_OP USING ERRCODE = 'PD003';
  END IF;
  PERFORM 1 FROM privacy_edition WHERE id = NEW.edition_id FOR UPDATE;
  SELECT count(*) INTO count FROM privacy_editionstep WHERE edition_id = NEW.edition_id;
  SELECT kind INTO before FROM privacy_editionstep WHERE edition_id = NEW.edition_id ORDER BY number DESC LIMIT 1;
  IF NEW.number <> count + 1 OR coalesce(before, '') || '>' || NEW.kind NOT IN (
    '>drafted', 'drafted>proposed', 'drafted>withdrawn', 'proposed>returned', 'proposed>approved', 'proposed>withdrawn', 'returned>proposed',
    'returned>withdrawn', 'approved>returned', 'approved>scheduled', 'approved>withdrawn', 'scheduled>in_force', 'scheduled>withdrawn') THEN
    RAISE EXCEPTION 'After "%" an edition cannot be "%".', before, NEW.kind USING ERRCODE = 'PD003';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER edition_step BEFORE INSERT OR UPDATE OR DELETE ON privacy_editionstep FOR EACH ROW EXECUTE FUNCTION privacy_edition_step();
CREATE FUNCTION privacy_edition_text() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE edition uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.edition_id ELSE NEW.edition_id END; state text;
BEGIN
  PERFORM 1 FROM privacy_edition WHERE id = edition FOR UPDATE;
  SELECT kind INTO state FROM privacy_editionstep WHERE edition_id = edition ORDER BY number DESC LIMIT 1;
  IF coalesce(state, 'drafted') NOT IN ('drafted', 'returned') THEN
    RAISE EXCEPTION 'The text of an edition that is "%" is not changed.', state USING ERRCODE = 'PD003';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER edition_text BEFORE INSERT OR UPDATE OR DELETE ON privacy_editiontext FOR EACH ROW EXECUTE FUNCTION privacy_edition_text();
"""
UNDO = """
DROP TRIGGER edition_text ON privacy_editiontext; DROP FUNCTION privacy_edition_text();
DROP TRIGGER edition_step ON privacy_editionstep; DROP FUNCTION privacy_edition_step();
ALTER TABLE privacy_editionstep DROP CONSTRAINT step_names_the_author;
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0020_editions")]

    operations = [migrations.RunSQL(STEPS, UNDO)]
