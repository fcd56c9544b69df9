from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

# Orders that were set before there had to be a second person have none; every later one has.
SECOND_PERSON = models.CheckConstraint(
    condition=models.Q(
        ("approved", False),
        models.Q(("by_id__isnull", False), models.Q(("by_id", models.F("author_id")), _negated=True)),
        _connector="OR",
    ),
    name="order_needs_a_second_person",
)
# What was proposed and decided stays, and a decision names the author of its proposal.
STAYS = """
ALTER TABLE agreements_orderdecision ADD CONSTRAINT decision_names_the_author
  FOREIGN KEY (change_id, author_id) REFERENCES agreements_orderchange (id, author_id) DEFERRABLE INITIALLY DEFERRED;
CREATE FUNCTION agreements_order_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'What was proposed and decided about an order stays: % is refused.', TG_OP USING ERRCODE = 'PD003';
END $$;
CREATE TRIGGER order_change_stays BEFORE UPDATE OR DELETE ON agreements_orderchange FOR EACH ROW EXECUTE FUNCTION agreements_order_stays();
CREATE TRIGGER order_decision_stays BEFORE UPDATE OR DELETE ON agreements_orderdecision FOR EACH ROW EXECUTE FUNCTION agreements_order_stays();
"""
UNDO = """
DROP TRIGGER order_decision_stays ON agreements_orderdecision; DROP TRIGGER order_change_stays ON agreements_orderchange;
DROP FUNCTION agreements_order_stays();
ALTER TABLE agreements_orderdecision DROP CONSTRAINT decision_names_the_author;
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0004_drafts_become_editions")]

    operations = [
        AddConstraintNotValid(model_name="orderdecision", constraint=SECOND_PERSON),
        migrations.RunSQL(STAYS, UNDO),
        migrations.DeleteModel("AgreementDecision"),
        migrations.DeleteModel("AgreementDraft"),
        migrations.DeleteModel("Precedence"),
    ]
