"""Holding the journal against its seal: a gap, a change, a row too many or a head that nobody signed is found."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from typing import cast
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from boxmalls.privacy.models import JournalEnding, JournalEntry, JournalHead, JournalLeaf, Person
from boxmalls.privacy.vault.keys import sealing_keys_of
from boxmalls.privacy.vault.models import Tombstone
from boxmalls.privacy.vault.sealing import unseal
from boxmalls.privacy.vault.signing import Signature, SigningKeys, signing_keys

from .heads import statement
from .sealing import bound_to, content_of, content_of_endings
from .tree import Tree, leaf_hash

AT_ONCE = 2000
KEPT_FOR = timedelta(days=1096)
UNSEALED_FOR = timedelta(minutes=10)
"""An entry that has waited so long for its seal says that the worker does not run."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was sealed. `what` is one of the words below; `where` a leaf's number, an entry's id or a head's size."""

    what: str
    where: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what was found: nothing is the proof."""

    leaves: int
    heads: int
    findings: tuple[Finding, ...]


@transaction.atomic
def verify_journal(*, at: datetime, witnessed: Iterable[dict[str, object]] = ()) -> Verified:
    """
    Compute everything anew, in bounded memory.

    :param witnessed: heads as they were exported to another host, which ours must contain.
    """
    findings = [*_bad_heads(), *bad_leaves(), *bad_endings(), *_unsealed(at), *_not_as_witnessed(witnessed)]
    return Verified(JournalLeaf.objects.count(), JournalHead.objects.count(), tuple(findings))


def _bad_heads() -> Iterator[Finding]:
    """Every head is signed and says what the leaves below it say; leaves are numbered without a gap; the last head covers them all."""
    keys = signing_keys()
    heads = {head.size: head for head in JournalHead.objects.order_by("size")}
    tree = Tree()
    for seq, hashed in JournalLeaf.objects.order_by("seq").values_list("seq", "hash").iterator(AT_ONCE):
        if seq != tree.size:
            yield Finding("gap", str(tree.size))
            return
        tree.add(bytes(hashed))
        head = heads.pop(tree.size, None)
        if head is not None:
            yield from bad_head(head, tree, keys)
    yield from (Finding("leaves missing", str(size)) for size in heads)
    last = JournalHead.objects.order_by("-size").values_list("size", flat=True).first() or 0
    if last < tree.size:
        yield Finding("leaves without a head", str(last))


def bad_head(head: JournalHead, tree: Tree, keys: SigningKeys) -> Iterator[Finding]:
    """A head says what the leaves below it say, and is signed."""
    if bytes(head.root) != tree.root or bytes(head.edge) != tree.edge_bytes:
        yield Finding("other root", str(head.size))
    if not keys.verify(statement(size=head.size, root=head.root, at=head.at), Signature(head.key_id, bytes(head.signature))):
        yield Finding("not signed", str(head.size))


def bad_leaves(among: QuerySet[JournalLeaf] | None = None) -> Iterator[Finding]:
    """Every leaf of an entry that is there says what the entry says."""
    leaves = (JournalLeaf.objects.all() if among is None else among).exclude(entry_id=None).order_by("seq").iterator(AT_ONCE)
    for some in batched(leaves, AT_ONCE):
        entries = JournalEntry.objects.in_bulk([leaf.entry_id for leaf in some])
        keys = sealing_keys_of({entry.subject_id for entry in entries.values()})
        for leaf in some:
            entry_id = cast("UUID", leaf.entry_id)
            entry = entries.get(entry_id)
            if entry is None:
                if not _about_to_end(entry_id):
                    yield Finding("entry missing", str(entry_id))
            elif not _says(leaf, entry, keys):
                yield Finding("entry changed", str(entry.pk))


def _says(leaf: JournalLeaf, entry: JournalEntry, keys: dict[UUID, bytes]) -> bool:
    if leaf.sealed is None:
        return leaf_hash(content_of(entry)) == bytes(leaf.hash)
    key = keys.get(entry.subject_id)
    if leaf_hash(bytes(leaf.sealed)) != bytes(leaf.hash):
        return False
    if key is None:
        return _about_to_end(entry.pk) or not Person.objects.filter(pk=entry.subject_id, erased_at=None).exists()
    try:
        return unseal(key, bytes(leaf.sealed), bound_to(entry.pk, entry.subject_id)) == content_of(entry)
    except InvalidTag:
        return _about_to_end(entry.pk)


def _about_to_end(entry_id: UUID) -> bool:
    """Whether the database noted an ending that the next sealing will commit to."""
    return JournalEnding.objects.filter(entry_id=entry_id, leaf_seq=None).exists()


def bad_endings(among: QuerySet[JournalLeaf] | None = None) -> Iterator[Finding]:
    """Every leaf without an entry is either a list of endings or one of those that a list names, and each had a right to end."""
    bare = (JournalLeaf.objects.all() if among is None else among).filter(entry_id=None)
    named = JournalEnding.objects.filter(ended_seq=OuterRef("seq"))
    lists = JournalEnding.objects.filter(leaf_seq=OuterRef("seq"))
    yield from (Finding("ended unsaid", str(seq)) for seq in bare.filter(~Exists(named), ~Exists(lists)).values_list("seq", flat=True))
    for leaf in bare.filter(Exists(lists)).order_by("seq").iterator(AT_ONCE):
        endings = list(JournalEnding.objects.filter(leaf_seq=leaf.seq).order_by("pk"))
        if leaf_hash(content_of_endings(endings)) != bytes(leaf.hash):
            yield Finding("endings changed", str(leaf.seq))
        yield from _without_right(endings)


def _without_right(endings: list[JournalEnding]) -> Iterator[Finding]:
    """An entry ends with its person, whose key is gone then; by time; or by a merge, which leaves a mark."""
    subjects = {each.subject_id for each in endings}
    gone = set(Tombstone.objects.filter(person_id__in=subjects).values_list("person_id", flat=True))
    merged = set(Person.objects.filter(pk__in=subjects).exclude(merged_into=None).values_list("pk", flat=True))
    sealed_at = dict(JournalLeaf.objects.filter(seq__in=[each.ended_seq for each in endings if each.ended_seq is not None]).values_list("seq", "sealed_at"))
    for each in endings:
        by_time = each.why == "privacy.retention" and sealed_at.get(each.ended_seq or -1, each.ended_at - KEPT_FOR) <= each.ended_at - KEPT_FOR + timedelta(
            days=2
        )
        if not (by_time or (each.why == "privacy.erasure" and each.subject_id in gone) or (each.why == "privacy.merging" and each.subject_id in merged)):
            yield Finding("ended without a reason", str(each.entry_id))


def _unsealed(at: datetime) -> Iterator[Finding]:
    waiting = JournalEntry.objects.filter(~Exists(JournalLeaf.objects.filter(entry_id=OuterRef("pk"))), at__lt=at - UNSEALED_FOR)
    yield from (Finding("not sealed", str(pk)) for pk in waiting.values_list("pk", flat=True)[:AT_ONCE])


def _not_as_witnessed(witnessed: Iterable[dict[str, object]]) -> Iterator[Finding]:
    """The other host keeps what we said; whoever wrote a new history here cannot unsay it."""
    for said in witnessed:
        head = JournalHead.objects.filter(size=str(said["size"])).first()
        if head is None or json.loads(statement(size=head.size, root=head.root, at=head.at)) != {key: said[key] for key in ("at", "root", "size", "what")}:
            yield Finding("not as witnessed", str(said["size"]))
