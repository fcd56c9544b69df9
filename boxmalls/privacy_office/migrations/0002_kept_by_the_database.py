from django.db import migrations

STEPS_STAY = """
CREATE FUNCTION privacy_office_step_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF coalesce(current_setting('boxmalls.purpose', true), '') IN ('privacy.retention', 'privacy.erasure') THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'A step of a request is not taken back.' USING ERRCODE = 'PD002';
  END IF;
  IF (NEW.id, NEW.request_id, NEW.number, NEW.verb, NEW.before, NEW.after, NEW.due_before, NEW.due_after, NEW.code, NEW.actor_id, NEW.at)
     IS DISTINCT FROM
     (OLD.id, OLD.request_id, OLD.number, OLD.verb, OLD.before, OLD.after, OLD.due_before, OLD.due_after, OLD.code, OLD.actor_id, OLD.at) THEN
    RAISE EXCEPTION 'A step of a request is not changed.' USING ERRCODE = 'PD002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER step_stays BEFORE UPDATE OR DELETE ON privacy_office_step FOR EACH ROW EXECUTE FUNCTION privacy_office_step_stays();
"""
NOTHING_MOVES_UNSAID = """
CREATE FUNCTION privacy_office_needs_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.steps_taken = OLD.steps_taken + 1 AND EXISTS (
       SELECT FROM privacy_office_step s WHERE s.request_id = NEW.id AND s.number = NEW.steps_taken
          AND s.before = OLD.state AND s.after = NEW.state AND s.due_before = OLD.due_on AND s.due_after = NEW.due_on) THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'A request moves only with a step that says why.' USING ERRCODE = 'PD003';
END $$;
CREATE TRIGGER request_needs_step AFTER UPDATE ON privacy_office_request FOR EACH ROW
WHEN ((OLD.state, OLD.due_on, OLD.steps_taken, OLD.proven, OLD.needs, OLD.stopped_on)
      IS DISTINCT FROM (NEW.state, NEW.due_on, NEW.steps_taken, NEW.proven, NEW.needs, NEW.stopped_on))
EXECUTE FUNCTION privacy_office_needs_step();
"""


class Migration(migrations.Migration):
    """A request's standing and deadline change only with a step, and a step stays as it was written."""

    dependencies = [("privacy_office", "0001_initial")]
    operations = [
        migrations.RunSQL(STEPS_STAY, "DROP TRIGGER step_stays ON privacy_office_step; DROP FUNCTION privacy_office_step_stays()"),
        migrations.RunSQL(NOTHING_MOVES_UNSAID, "DROP TRIGGER request_needs_step ON privacy_office_request; DROP FUNCTION privacy_office_needs_step()"),
    ]
