from django.db import migrations, models

NOTHING_MOVES_UNSAID = """
DROP TRIGGER request_needs_step ON privacy_office_request;
CREATE TRIGGER request_needs_step AFTER UPDATE ON privacy_office_request FOR EACH ROW
WHEN ((OLD.state, OLD.due_on, {more}OLD.steps_taken, OLD.proven, OLD.needs, OLD.stopped_on)
      IS DISTINCT FROM (NEW.state, NEW.due_on, {new}NEW.steps_taken, NEW.proven, NEW.needs, NEW.stopped_on))
EXECUTE FUNCTION privacy_office_needs_step();
"""


class Migration(migrations.Migration):
    """The last day by counting alone stands beside the deadline; it moves only with a step, as the deadline does."""

    dependencies = [("privacy_office", "0006_meetings_and_social_media")]
    operations = [
        migrations.AddField(
            "request",
            "counted_to",
            models.DateField(null=True, help_text="The last day before one without work moved it; empty where that was not written down."),
        ),
        migrations.RunSQL(
            NOTHING_MOVES_UNSAID.format(more="OLD.counted_to, ", new="NEW.counted_to, "),
            NOTHING_MOVES_UNSAID.format(more="", new=""),
        ),
    ]
