"""The policy, sentence by sentence, with how each is carried out, and what it means for whoever reads it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.models import Acceptance, PolicyVersion
from boxmalls.privacy.policy import current_version
from boxmalls.privacy.policy.bindings import BINDINGS, Binding
from boxmalls.privacy.policy.clauses import STATUS_WORDS, Status, is_shut, note_of, reason_of, registered, status_of
from boxmalls.privacy.policy.glance import Fact, Glance, look
from boxmalls.privacy.policy.notes import NEW, SHUT_WORDS, ClauseNote
from boxmalls.privacy.policy.splitting import Kind, Piece, split
from boxmalls.ui.rendering import render

from .access import is_known

BADGES = {Status.BOUND: "care", Status.DECLARED: "", Status.DISCLAIMED: "warn"}


@dataclass(slots=True)
class Clause:
    """A clause as the page shows it."""

    name: str
    number: str
    sentences: list[tuple[str, str, str]] = field(default_factory=list)
    registered: list[str] = field(default_factory=list)

    @property
    def item(self) -> bool:
        """Whether it is a line of a list."""
        return self.number.endswith(")")

    @property
    def shut(self) -> bool:
        """Whether nothing is collected by it today."""
        return is_shut(self.name)

    @property
    def note(self) -> ClauseNote | None:
        """What stands beside it for everybody."""
        return note_of(self.name)

    @property
    def badge(self) -> tuple[Any, str]:
        """The status in a word, and its colour: that of its first sentence."""
        status = status_of(self.registered[0])
        if status is None:
            return NEW, "warn"
        return (SHUT_WORDS, "") if self.shut else (STATUS_WORDS[status], BADGES[status])

    @property
    def ways(self) -> list[tuple[str, Any, list[str]]]:
        """For each sentence: how it is carried out and the proofs of it, or why it is not."""
        found = [(self._mark(sid), binding.words, proofs_of(binding)) for sid in self.registered for binding in BINDINGS.of(sid)]
        return found + [(self._mark(sid), reason, []) for sid in self.registered if (reason := reason_of(sid))]

    def facts(self, glance: Glance) -> list[tuple[str, Fact]]:
        """For each sentence: what it means for the reader now."""
        return [(self._mark(sid), fact) for sid in self.registered for binding in BINDINGS.of(sid) if binding.live for fact in binding.live(glance)]

    def _mark(self, sid: str) -> str:
        return self.sentences[self.registered.index(sid)][2] if len(self.sentences) > 1 else ""


def proofs_of(binding: Binding) -> list[str]:
    """The names of a binding's tests, which are sentences."""
    return [test.rpartition("::")[2].removeprefix("test_").replace("_", " ") for test in binding.tests]


@open_to("anyone")
@require_safe
def page(request: Request) -> HttpResponse:
    """The text in force on this site, word for word, with its margin."""
    version = current_version(request.site.code)
    contents = contents_of(version.text_id, version.text.text)
    glance = look(request.person_id, site=request.site, version=version, at=now()) if request.person_id and is_known(request) else None
    acceptance = glance.acceptance if glance else None
    words = {
        "version": version,
        "acceptance": acceptance,
        "binding": dict(settings.LANGUAGES).get(version.text.language, version.text.language),
        "accepted_language": dict(settings.LANGUAGES).get(acceptance.language, acceptance.language) if acceptance else "",
        "accepted_site": _site_name(request, acceptance) if acceptance else "",
        "glance": glance,
        "contents": contents,
        "statuses": [(words, count) for words, count in contents.statuses if count],
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


@dataclass(frozen=True, slots=True)
class Contents:
    """A text as the page shows it; the same for all readers and as long as the text is."""

    title: str
    headings: list[tuple[str, str, None]]
    blocks: list[tuple[str, Any]]
    statuses: list[tuple[Any, int]]


@cache
def contents_of(sha256: str, words: str) -> Contents:
    """Cut a text once: its name says all about it."""
    pieces = split(words)
    headings = [piece for piece in pieces if piece.kind is Kind.HEADING]
    blocks = list(_blocks(pieces))
    found = [status_of(sid) for kind, clause in blocks if kind == "clause" for sid in clause.registered]
    return Contents(
        title=next((piece.text for piece in headings if piece.sid == "title"), ""),
        headings=[(f"#{piece.sid}", piece.text, None) for piece in headings if piece.sid != "title"],
        blocks=blocks,
        statuses=[*((STATUS_WORDS[status], found.count(status)) for status in Status), (NEW, found.count(None))],
    )


def _blocks(pieces: list[Piece]) -> Iterator[tuple[str, Any]]:
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
                yield "clause", clause
            clause.sentences.append((piece.sid, piece.text, str(len(clause.sentences) + 1)))
            clause.registered.append(registered(piece))
