"""Verifying the journal piece by piece: from one signed head to a later one, at a cost that does not grow with the journal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from boxmalls.privacy.models import JournalEntry, JournalHead, JournalLeaf
from boxmalls.privacy.vault.signing import signing_keys

from .sealing import be_the_only_one
from .tree import Tree
from .verifying import Finding, bad_endings, bad_head, bad_leaves

LOOKED_BACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was found up to a head. `whole` if it is the newest."""

    until: int
    whole: bool
    findings: tuple[Finding, ...]


def verify_stretch(*, after: int, at_most: int) -> Stretch:
    """
    Hold what was sealed after a head against the heads that follow, inside the caller's transaction; meanwhile nobody seals.

    A head stands for everything before it: its signature binds its root, and the edge that the tree goes on from has to have that root.

    :param after: the size of a head that was reached before; 0 for the beginning.
    :param at_most: how many leaves, or those of one sealing if it is more.
    """
    be_the_only_one()
    findings: list[Finding] = []
    start = _head_at(after)
    if after and (start is None or start.size != after):
        findings.append(Finding("head missing", str(after)))
    first = start.size if start else 0
    ahead = JournalHead.objects.filter(size__gt=first)
    last = ahead.filter(size__lte=first + at_most).order_by("-size").first() or ahead.order_by("size").first()
    end = last.size if last else first
    leaves = JournalLeaf.objects.filter(seq__gte=first, seq__lt=end)
    findings += [*_bad_chain(start, first, end), *bad_leaves(leaves), *bad_endings(leaves)]
    whole = not ahead.filter(size__gt=end).exists()
    if whole and JournalLeaf.objects.filter(seq__gte=end).exists():
        findings.append(Finding("leaves without a head", str(end)))
    return Stretch(end, whole, tuple(findings))


def not_sealed(*, before: datetime, at_most: int) -> list[Finding]:
    """Entries of the last days that nobody has sealed."""
    waiting = JournalEntry.objects.filter(~Exists(JournalLeaf.objects.filter(entry_id=OuterRef("pk"))), at__range=(before - LOOKED_BACK, before))
    return [Finding("not sealed", str(pk)) for pk in waiting.order_by("at").values_list("pk", flat=True)[:at_most]]


def _head_at(size: int) -> JournalHead | None:
    """The head of this size; where it is gone, the one before."""
    return JournalHead.objects.filter(size__lte=size).order_by("-size").first() if size else None


def _bad_chain(start: JournalHead | None, first: int, end: int) -> Iterator[Finding]:
    """Leaves are numbered without a gap, and every head says what they say and is signed."""
    keys = signing_keys()
    try:
        tree = Tree.from_bytes(start.size, bytes(start.edge)) if start else Tree()
    except ValueError:
        yield Finding("other root", str(first))
        return
    if start:
        yield from bad_head(start, tree, keys)
    heads = {head.size: head for head in JournalHead.objects.filter(size__gt=first, size__lte=end)}
    for seq, hashed in JournalLeaf.objects.filter(seq__gte=first, seq__lt=end).order_by("seq").values_list("seq", "hash").iterator(5000):
        if seq != tree.size:
            yield Finding("gap", str(tree.size))
            return
        tree.add(bytes(hashed))
        head = heads.pop(tree.size, None)
        if head is not None:
            yield from bad_head(head, tree, keys)
    yield from (Finding("leaves missing", str(size)) for size in heads)
