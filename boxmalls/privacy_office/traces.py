"""What an erasure leaves of requests to the office: the record that the law asks for, and who of the office did what for others."""

from boxmalls.privacy.register import TRACES, Why

for model, words in (
    ("Request", "That something was asked, by which law and how it ended, under the number of the erasure."),
    ("Step", "When what was done with a request."),
    ("Deed", "What was carried out for a request."),
):
    TRACES.stay(f"privacy_office.{model}", why=Why.RECEIPT, words=words)
for model, columns in (("Step", "actor_id"), ("Deed", "actor_id"), ("Proof", "actor_id"), ("Message", "actor_id"), ("Wanted", "asked_by")):
    TRACES.work(f"privacy_office.{model}", columns, words="Who of the office did it, for somebody else's request.")
TRACES.stay("vault.PersonKey", why=Why.HOLD, words="The key of a copy that a refusal held back, under a number of its own; destroyed with the copy.")
