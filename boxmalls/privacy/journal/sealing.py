"""
Sealing, in the background: every entry becomes a leaf of a tree that only grows, and the tree's head is signed.

The hash of a leaf is taken over the entry's ciphertext under its person's key. When the person is erased the key goes, and the hash
stays as a commitment from which nothing can be learnt. What happened to an entry after it was sealed can be found; what happens in
the minute before it is sealed cannot.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from boxmalls.base.ids import first_id_at, made_at
from boxmalls.privacy.models import JournalEntry
from boxmalls.privacy.models.journal_seal import JournalEnding, JournalHead, JournalLeaf
from boxmalls.privacy.vault.keys import sealing_keys_of
from boxmalls.privacy.vault.sealing import associated_data, seal
from boxmalls.privacy.vault.signing import signing_keys

from .heads import statement
from .tree import Tree, leaf_hash

AT_ONCE = 5000
LOOK_BACK = timedelta(days=1)
"""An entry is committed at most this long after its id was made."""

ONE_SEALER = 7_220_481


@transaction.atomic
def seal_journal(*, at: datetime, at_once: int = AT_ONCE) -> int:
    """
    Seal what is new, commit to what ended, and sign; returns how many leaves were added.

    Several may run: one seals, the others wait for it. Killed at any statement it leaves nothing.
    """
    be_the_only_one()
    head = JournalHead.objects.order_by("-size").first()
    tree = Tree.from_bytes(head.size, bytes(head.edge)) if head else Tree()
    before = tree.size
    moved = _commit_to_endings(tree, at, at_once)
    _add(tree, _entries_to_seal(moved, at_once), at)
    if tree.size == before:
        return 0
    signed = signing_keys().sign(statement(size=tree.size, root=tree.root, at=at))
    JournalHead.objects.create(size=tree.size, root=tree.root, edge=tree.edge_bytes, at=at, key_id=signed.key_id, signature=signed.signature)
    return tree.size - before


def content_of(entry: JournalEntry) -> bytes:
    """An entry as bytes: JSON with sorted keys and no spaces."""
    said = {
        "actor": str(entry.actor_id or ""),
        "at": entry.at.isoformat(),
        "id": str(entry.pk),
        "reason": entry.reason,
        "role": entry.actor_role,
        "row": entry.row,
        "subject": str(entry.subject_id),
        "verb": entry.verb,
        "what": entry.what,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content_of_endings(endings: Iterable[JournalEnding]) -> bytes:
    """What ended, as the bytes that a leaf commits to."""
    said = [[str(each.entry_id), str(each.subject_id), each.why, each.ended_at.isoformat(), each.ended_seq] for each in endings]
    return b"ended " + json.dumps(said, separators=(",", ":")).encode()


def bound_to(entry_id: UUID, subject_id: UUID) -> bytes:
    """The associated data of an entry's ciphertext."""
    return associated_data("privacy_journalleaf", "sealed", entry_id, subject_id)


def _entries_to_seal(moved: Sequence[UUID], at_once: int) -> list[JournalEntry]:
    waiting = JournalEntry.objects.filter(~Exists(JournalLeaf.objects.filter(entry_id=OuterRef("pk"))))
    newest = JournalLeaf.objects.exclude(entry_id=None).order_by("-entry_id").values_list("entry_id", flat=True).first()
    if newest is not None:
        waiting = waiting.filter(pk__gte=first_id_at(made_at(newest) - LOOK_BACK))
    again = list(JournalEntry.objects.filter(pk__in=moved)) if moved else []
    return again + [entry for entry in waiting.order_by("pk")[:at_once] if entry.pk not in set(moved)]


def _add(tree: Tree, entries: Sequence[JournalEntry], at: datetime) -> None:
    keys = sealing_keys_of({entry.subject_id for entry in entries})
    leaves = []
    for entry in entries:
        key = keys.get(entry.subject_id)
        sealed = seal(key, content_of(entry), bound_to(entry.pk, entry.subject_id)) if key else None
        hashed = leaf_hash(bytes(sealed) if sealed else content_of(entry))
        leaves.append(JournalLeaf(seq=tree.size, entry_id=entry.pk, sealed=bytes(sealed) if sealed else None, hash=hashed, sealed_at=at))
        tree.add(hashed)
    JournalLeaf.objects.bulk_create(leaves)


def _commit_to_endings(tree: Tree, at: datetime, at_once: int) -> list[UUID]:
    """Add one leaf for all that ended since; returns the entries that are still there under another person, to be sealed anew."""
    endings = list(JournalEnding.objects.filter(leaf_seq=None).order_by("pk")[:at_once])
    if not endings:
        return []
    sequence = dict(JournalLeaf.objects.filter(entry_id__in={each.entry_id for each in endings}).values_list("entry_id", "seq"))
    for each in endings:
        each.leaf_seq, each.ended_seq = tree.size, sequence.pop(each.entry_id, None)
    hashed = leaf_hash(content_of_endings(endings))
    JournalLeaf.objects.create(seq=tree.size, hash=hashed, sealed_at=at)
    tree.add(hashed)
    JournalEnding.objects.bulk_update(endings, ["leaf_seq", "ended_seq"])
    JournalLeaf.objects.filter(seq__in=[each.ended_seq for each in endings if each.ended_seq is not None]).update(entry_id=None, sealed=None)
    gone = {each.entry_id for each in endings}
    return list(JournalEntry.objects.filter(pk__in=gone).values_list("pk", flat=True))


def be_the_only_one() -> None:
    """Nobody else seals until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (ONE_SEALER,))
