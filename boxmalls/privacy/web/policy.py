"""The policy, sentence by sentence, with what each clause means for whoever reads it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from boxmalls.base.web import Request, open_to
from boxmalls.privacy.models import Acceptance, PolicyVersion
from boxmalls.privacy.policy import acceptance_of, current_version
from boxmalls.privacy.policy.clauses import CATEGORIES, NOTES, OCCASIONS, STATUS_WORDS, ClauseNote, Status, status_of
from boxmalls.privacy.policy.splitting import Kind, Piece, split
from boxmalls.privacy.register import HOLDINGS
from boxmalls.privacy.rights.rows import count_rows
from boxmalls.ui.rendering import render

BADGES = {Status.BOUND: "care", Status.PENDING: "", Status.DECLARED: "", Status.DISCLAIMED: "warn"}


@dataclass(slots=True)
class Clause:
    """A clause as the page shows it."""

    name: str
    number: str
    sentences: list[tuple[str, str, str]] = field(default_factory=list)
    note: ClauseNote | None = None
    facts: str = ""

    @property
    def item(self) -> bool:
        """Whether it is a line of a list."""
        return self.number.endswith(")")

    @property
    def badge(self) -> tuple[Any, str]:
        """The status in a word, and its colour."""
        status = status_of(self.name)
        return STATUS_WORDS[status], BADGES[status]


@open_to("anyone")
@require_safe
def page(request: Request) -> HttpResponse:
    """The text in force on this site, word for word, with its margin."""
    version = current_version(request.site.code)
    pieces = split(version.text.text)
    acceptance = acceptance_of(request.person_id, version) if request.person_id else None
    words = {
        "version": version,
        "acceptance": acceptance,
        "accepted_language": dict(settings.LANGUAGES).get(acceptance.language, acceptance.language) if acceptance else "",
        "accepted_site": _site_name(request, acceptance) if acceptance else "",
        "title": next(piece.text for piece in pieces if piece.sid == "title"),
        "blocks": list(_blocks(pieces, _facts(request.person_id, acceptance))),
        "headings": [(f"#{piece.sid}", piece.text, None) for piece in pieces if piece.kind is Kind.HEADING and piece.sid != "title"],
        "statuses": _count_statuses(pieces),
    }
    return render(request, "privacy/policy.html", words)


@open_to("anyone")
@require_safe
def text(request: Request) -> HttpResponse:
    """The same text as a file, byte for byte."""
    version: PolicyVersion = current_version(request.site.code)
    name = f"boxmalls-privacy-policy-v{version.number}.{version.text.language}.txt"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "ETag": f'"{version.text_id}"'}
    return HttpResponse(version.text.text.encode(), content_type="text/plain; charset=utf-8", headers=headers)


def _site_name(request: Request, acceptance: Acceptance) -> str:
    return request.site.name if request.site.code == acceptance.site_code else acceptance.site_code


def _blocks(pieces: list[Piece], facts: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Headings and clauses in the order of the text."""
    clause: Clause | None = None
    for piece in pieces:
        if piece.kind is Kind.HEADING and piece.sid != "title":
            yield "part" if piece.sid.startswith("part-") else "section", piece
        elif piece.kind is Kind.NUMBER:
            clause = Clause(piece.clause, piece.text.strip())
        elif piece.kind is Kind.SENTENCE:
            if clause is None or clause.name != piece.clause:
                clause = Clause(piece.clause, "")
            if not clause.sentences:
                clause.note, clause.facts = NOTES.get(piece.clause), facts.get(piece.clause, "")
                yield "clause", clause
            clause.sentences.append((piece.sid, piece.text, str(len(clause.sentences) + 1)))


def _count_statuses(pieces: list[Piece]) -> list[tuple[Any, str, int]]:
    found = [status_of(piece.clause, piece.sid) for piece in pieces if piece.kind is Kind.SENTENCE]
    return [(STATUS_WORDS[status], BADGES[status], found.count(status)) for status in Status]


def _facts(person_id: UUID | None, acceptance: Acceptance | None) -> dict[str, str]:
    """What the reader's own data says beside a clause, counted now."""
    if person_id is None:
        return {}
    things, occasions = dict.fromkeys(CATEGORIES, 0), dict.fromkeys(OCCASIONS, 0)
    for label, (rows, values) in count_rows(person_id).items():
        holding = HOLDINGS.get(label)
        assert holding is not None
        for column, count in values.items():
            things[holding.fields[column][0].clause] += count
        for clause in {purpose.occasion.clause for purpose in holding.purposes}:
            occasions[clause] += rows
    facts = {clause: _held(count) for clause, count in things.items()}
    facts |= {clause: _happened(count) for clause, count in occasions.items()}
    return facts


def _held(count: int) -> str:
    if not count:
        return _("Nothing held about you.")
    return ngettext("%(count)s thing held about you.", "%(count)s things held about you.", count) % {"count": count}


def _happened(count: int) -> str:
    if not count:
        return _("Has not happened to you.")
    return ngettext("%(count)s record about you came this way.", "%(count)s records about you came this way.", count) % {"count": count}
