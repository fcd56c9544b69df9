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
