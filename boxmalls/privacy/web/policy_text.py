"""A policy text as its page shows it, made once for each language: only what it means for one reader is put in when it is read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from boxmalls.privacy.models import PolicyText
from boxmalls.privacy.policy.bindings import BINDINGS, Binding, Live
from boxmalls.privacy.policy.clauses import STATUS_WORDS, Status, is_shut, note_of, reason_of, registered, status_of
from boxmalls.privacy.policy.glance import Fact, Glance
from boxmalls.privacy.policy.notes import NEW, SHUT_WORDS, ClauseNote
from boxmalls.privacy.policy.splitting import Kind, Piece, split
from boxmalls.ui.filling import Slot
from boxmalls.ui.rendering import render_text
from boxmalls.ui.saying import speaking

BADGES = {Status.BOUND: "care", Status.DECLARED: "", Status.DISCLAIMED: "warn"}


@dataclass(slots=True)
class Clause:
    """A clause as the page shows it."""

    name: str
    number: str
    sentences: list[tuple[str, str, str]] = field(default_factory=list)
    registered: list[str] = field(default_factory=list)
    _lives: list[tuple[str, Live]] | None = None

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
    def bound(self) -> bool:
        """Whether it is carried out, and not a definition or out of our hands."""
        return any(status_of(sid) is Status.BOUND for sid in self.registered)

    @property
    def ways(self) -> list[tuple[str, Any, list[str]]]:
        """For each sentence: how it is carried out and the proofs of it, or why it is not."""
        found = [(self._mark(sid), binding.words, proofs_of(binding)) for sid in self.registered for binding in BINDINGS.of(sid)]
        return found + [(self._mark(sid), reason, []) for sid in self.registered if (reason := reason_of(sid))]

    def facts(self, glance: Glance) -> list[tuple[str, Fact]]:
        """For each sentence: what it means for the reader now."""
        if self._lives is None:
            self._lives = [(self._mark(sid), binding.live) for sid in self.registered for binding in BINDINGS.of(sid) if binding.live]
        return [(mark, fact) for mark, live in self._lives for fact in live(glance)]

    def _mark(self, sid: str) -> str:
        return self.sentences[self.registered.index(sid)][2] if len(self.sentences) > 1 else ""


def proofs_of(binding: Binding) -> list[str]:
    """The names of a binding's tests, which are sentences."""
    return [test.rpartition("::")[2].removeprefix("test_").replace("_", " ") for test in binding.tests]


@dataclass(frozen=True, slots=True)
class Contents:
    """A text as the page shows it; the same for all readers and as long as the text is."""

    title: str
    headings: list[tuple[str, str, None]]
    statuses: list[tuple[Any, int]]
    clauses: list[Clause]
    places: tuple[str, ...]
    between: list[str]

    def article(self, slot: Slot) -> Markup:
        """The whole text with its margin, and in it a place for what each clause means to its reader."""
        places = [*map(slot, self.places), ""]
        return Markup("".join(piece for pair in zip(self.between, places, strict=True) for piece in pair))  # noqa: S704 our own templates made it

    def told(self, glance: Glance | None) -> dict[str, str]:
        """What stands in each place: for somebody who is known what it means for them now, else nothing."""
        if glance is None:
            return dict.fromkeys(self.places, "")
        with speaking():
            return dict(zip(self.places, _drawn([clause.facts(glance) for clause in self.clauses]), strict=True))


def _drawn(told: list[list[tuple[str, Fact]]]) -> Iterator[str]:
    """
    What each clause means for one reader now. It is drawn for each reader anew and kept for none, so it is put together by hand,
    and all words are escaped at once.
    """
    words = MARK.join(MARK.join((mark, str(fact.words), fact.href, str(fact.link))) for facts in told for mark, fact in facts)
    safe = iter(str(escape(words)).split(MARK))
    for facts in told:
        lines = [_line(next(safe), next(safe), next(safe), next(safe), fact.file) for _mark, fact in facts]
        yield f'<ul class="note-facts">{"".join(lines)}</ul>' if lines else ""


def _line(mark: str, words: str, href: str, link: str, file: bool) -> str:
    marked = f'<span class="note-mark">{mark}</span>' if mark else ""
    linked = f' <a href="{href}"{" download" if file else ""}>{link}</a>' if link else ""
    return f"<li>{marked}{words}{linked}</li>"


MARK = "\0"
"""Stands where the facts of a clause go, and between words; no text has it."""


@lru_cache(maxsize=64)
def contents_of(text: PolicyText, language: str) -> Contents:
    """
    Cut a text and draw it, once: its name and the reader's language say all about it. Only then are its words read.

    :param language: in which the margin is written; it is the one that is active.
    """
    pieces, text_language = split(text.text), text.language
    headings = [piece for piece in pieces if piece.kind is Kind.HEADING]
    blocks = list(_blocks(pieces, text_language))
    found = [status_of(sid) for kind, clause in blocks if kind == "clause" for sid in clause.registered]
    return Contents(
        title=next((piece.text for piece in headings if piece.sid == "title"), ""),
        headings=[(f"#{piece.sid}", piece.text, None) for piece in headings if piece.sid != "title"],
        statuses=[each for each in (*((STATUS_WORDS[status], found.count(status)) for status in Status), (NEW, found.count(None))) if each[1]],
        clauses=[clause for kind, clause in blocks if kind == "clause"],
        places=tuple(f"clause-{clause.sentences[0][0]}" for kind, clause in blocks if kind == "clause"),
        between=render_text("privacy/policy_text.html", {"blocks": blocks, "text_language": text_language, "mark": MARK}).split(MARK),
    )


def _blocks(pieces: list[Piece], language: str) -> Iterator[tuple[str, Any]]:
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
            clause.registered.append(registered(piece, language))
