"""What an erasure leaves in the kernel's own tables, and in those of the libraries beneath it."""

from .register import TRACES, Why

TRACES.stay("privacy.Person", why=Why.RECEIPT, words="A number, with the day of the erasure; a record that was joined to it points there.")
TRACES.stay("privacy.ErasureOutcome", why=Why.RECEIPT, words="Counts, under the number of the erasure.")
TRACES.stay("privacy.ErasureMark", why=Why.RECEIPT, words="The erasure in the shop's own ledger, so that an old backup cannot undo it.")
TRACES.stay("privacy.JournalLeaf", why=Why.COMMITMENT, words="A hash over an entry that is gone; what was sealed beside it goes with the entry.")
TRACES.stay("privacy.JournalEnding", why=Why.COMMITMENT, words="That an entry ended, and why.")
TRACES.stay("privacy.JournalHead", why=Why.COMMITMENT, words="A signature over the hashes.")
TRACES.stay("privacy.Wording", why=Why.COMMITMENT, words="Words that stood on a page; whoever agreed to them is not beside them.")
TRACES.stay("vault.Tombstone", why=Why.RECEIPT, words="That a key was destroyed.")
TRACES.stay("base.OutboxFact", why=Why.PASSING, words="That something happened to a number, until every reader has passed it: an hour at most.")
TRACES.stay("procrastinate.ProcrastinateJob", why=Why.PASSING, words="Work that was queued for a number; gone a day after it is done.")
TRACES.stay("procrastinate.ProcrastinateEvent", why=Why.PASSING, words="What happened to queued work; gone with it.")
TRACES.stay("base.LimitCount", why=Why.PASSING, words="How often something was tried, under a keyed hash; gone once the limit is whole again: a day at most.")
TRACES.move("privacy.JournalLeaf", "seq hash sealed", why=Why.COMMITMENT, words="Commitments are numbered without gaps, and sealed anew by chance.")
TRACES.move("privacy.JournalHead", "size root edge signature", why=Why.COMMITMENT, words="A head is signed over all leaves, and theirs are among them.")
TRACES.move("privacy.Breach", "scope", why=Why.COMMITMENT, words="How many rows and people a breach concerned when it was looked into; no numbers of persons.")
TRACES.move("privacy.BreachEvent", "words", why=Why.COMMITMENT, words="How many people a breach concerned when it was looked into.")
TRACES.work("privacy.JournalEntry", "actor_id", words="Who looked at somebody else's data, or changed it.")
TRACES.work("privacy.RecipientFact", "said_by", words="Who of the office wrote down where a recipient is.")
TRACES.work("privacy.LegalHold", "set_by lifted_by", words="Who set a hold on somebody else's data.")
TRACES.work("privacy.BreakGlass", "asked_by decided_by", words="Who asked to look at somebody else's data, and who allowed it.")
TRACES.work("privacy.Silence", "asked_by agreed_by", words="Who wrote an order of a court down, and who agreed to follow it.")
TRACES.work("privacy.Breach", "reader", words="Whose reading of other people's data was looked into.")
TRACES.work("privacy.BreachFinding", "reader", words="Whose reading of other people's data was found to be unusual.")
TRACES.work("privacy.BreachEvent", "by", words="Who did what about a breach.")
TRACES.work("privacy.BreachNotice", "sent_by", words="Who told an authority of a breach.")
TRACES.stay(
    "privacy.BreachNotice",
    why=Why.COMMITMENT,
    words="That an authority had to be told of a breach, as of the day on which it was looked into; nothing about a person.",
)
