"""What the person in charge can do with a request: one form for each, one verb behind each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.laws.deadlines import Terms
from boxmalls.privacy_office import forms as ask
from boxmalls.privacy_office.actions import answering, documents, objecting, proving, writing
from boxmalls.privacy_office.actions.stepping import Actor, take_step, terms_for, today_of
from boxmalls.privacy_office.drafts import fee_line
from boxmalls.privacy_office.models import Channel, Request, Wanted
from boxmalls.privacy_office.rules import State, Told, Verb, may

PROVES = frozenset({"points", "document"})

type Act = Callable[[Request, dict[str, Any], Actor, datetime], None]


@dataclass(frozen=True, slots=True)
class Move:
    """
    One thing that can be done: by a verb of its life, or by a deed for some kinds of request.

    """

    name: str
    title: Any
    form: type[forms.Form]
    act: Act
    verb: Verb | None = None
    kinds: frozenset[str] = frozenset()
    kind: str = "second"


def moves_for(request: Request, at: datetime) -> list[Move]:
    """What can be done with a request now; what the law does not know is not offered."""
    terms, today = terms_for(request)[0], today_of(request, at)
    return [move for move in MOVES.values() if _is_open(move, request, terms, today)]


def _is_open(move: Move, request: Request, terms: Terms, today: date) -> bool:
    if move.verb is not None:
        return may(request.standing, move.verb, terms=terms, on=today)
    if move.name in PROVES:
        return request.proven < request.needs and request.state in (State.RECEIVED, State.PROVING)
    if move.name == "want":
        return request.standing.is_open
    if move.name == "decide":
        return request.wanted.filter(state=Wanted.State.SENT).exists()
    return move.name == "note" or (request.state == State.WORKING and request.kind in move.kinds)


def _step(verb: Verb) -> Act:
    """Take a step, and send its words to the person in the same transaction."""

    def act(request: Request, given: dict[str, Any], actor: Actor, at: datetime) -> None:
        words = given.get("words", "")
        said = Told(reason=words, code=given.get("code", ""), until=given.get("until"), amount_minor=given.get("amount_minor", 0))

        def write(moved: Request) -> None:
            if words:
                writing.write_words(request=moved, words=words, channel=Channel.EMAIL, ours=True, actor=actor, at=at)

        take_step(request_id=request.pk, verb=verb, told=said, actor=actor, at=at, beside=write)

    return act


def _refuse(request: Request, given: dict[str, Any], actor: Actor, at: datetime) -> None:
    with transaction.atomic():
        _step(Verb.REFUSE)(request, given, actor, at)
        objecting.resume_refused(request=request, actor=actor, at=at)


def _quote(request: Request, given: dict[str, Any], actor: Actor, at: datetime) -> None:
    _step(Verb.QUOTE_FEE)(request, {**given, "words": f"{given['words']}\n{fee_line(request, given['amount_minor'])}"}, actor, at)


def _points(request: Request, given: dict[str, Any], actor: Actor, at: datetime) -> None:
    proving.prove_by_points(request=request, person=given["person"], fields=given["fields"], declared=given["declared"], actor=actor, at=at)


def _document(request: Request, given: dict[str, Any], actor: Actor, at: datetime) -> None:
    proving.prove_by_document(request=request, person=given["person"], document=given["document"], actor=actor, at=at)


def _heard(request: Request, given: dict[str, Any], actor: Actor, at: datetime) -> None:
    """The person answered by telephone or letter: their words are theirs, and what was unclear is clear."""

    def write(moved: Request) -> None:
        writing.write_words(request=moved, words=given["words"], channel=given["channel"], ours=False, actor=actor, at=at)

    take_step(request_id=request.pk, verb=Verb.CLARIFY, told=Told(), actor=actor, at=at, beside=write)


def _note(request: Request, given: dict[str, Any], actor: Actor, at: datetime) -> None:
    writing.write_words(request=request, words=given["words"], channel=given["channel"], ours=given["ours"] == "ours", actor=actor, at=at)


def _want(request: Request, given: dict[str, Any], actor: Actor, at: datetime) -> None:
    documents.want_document(request=request, what=given["what"], reason=given["reason"], until_on=given["until_on"], actor=actor, at=at)


def _decide(request: Request, given: dict[str, Any], actor: Actor, at: datetime) -> None:
    wanted = request.wanted.get(pk=given["wanted"])
    documents.decide_document(wanted=wanted, accepted=given["accepted"] == "yes", outcome=given["outcome"], actor=actor, at=at)


def _copy(request: Request, given: dict[str, Any], actor: Actor, at: datetime) -> None:
    answering.give_copy(request=request, actor=actor, at=at)


def _correct(request: Request, given: dict[str, Any], actor: Actor, at: datetime) -> None:
    only = given["only"] if given.get("chosen") else None
    answering.correct_for(request=request, key=given["cell"], value=given["value"], only=only, actor=actor, at=at)


def _withdraw(request: Request, given: dict[str, Any], actor: Actor, at: datetime) -> None:
    answering.withdraw_for(request=request, purposes=given["purposes"], actor=actor, at=at)


def _object(request: Request, given: dict[str, Any], actor: Actor, at: datetime) -> None:
    answering.object_for(request=request, purposes=given["purposes"], actor=actor, at=at)


def _restrict(request: Request, given: dict[str, Any], actor: Actor, at: datetime) -> None:
    answering.restrict_for(request=request, actor=actor, at=at)


def _lift(request: Request, given: dict[str, Any], actor: Actor, at: datetime) -> None:
    answering.lift_for(request=request, actor=actor, at=at)


def _erase(request: Request, given: dict[str, Any], actor: Actor, at: datetime) -> None:
    answering.erase_for(request=request, actor=actor, at=at)


def _by_verb(verb: Verb, title: Any, form: type[forms.Form], *, act: Act | None = None, kind: str = "second") -> Move:
    return Move(str(verb), title, form, act or _step(verb), verb=verb, kind=kind)


_ALL = [
    _by_verb(Verb.ACKNOWLEDGE, _("Confirm receipt"), ask.WordsForm),
    _by_verb(Verb.ASK_PROOF, _("Ask for proof"), ask.WordsForm),
    Move("points", _("Compare answers"), ask.PointsForm, _points),
    Move("document", _("Saw a document"), ask.DocumentForm, _document),
    _by_verb(Verb.START, _("Begin work"), ask.NothingForm),
    _by_verb(Verb.ASK_CLARITY, _("Ask what is meant"), ask.WordsForm),
    _by_verb(Verb.CLARIFY, _("They explained"), ask.HeardForm, act=_heard),
    Move("copy", _("Make a copy ready"), ask.NothingForm, _copy, kinds=frozenset({"access", "carry", "who", "other", "complain"})),
    Move("correct", _("Correct a value"), ask.CorrectForm, _correct, kinds=frozenset({"correct", "other", "complain"})),
    Move("withdraw", _("Take consents back"), ask.ConsentsForm, _withdraw, kinds=frozenset({"withdraw", "object", "other", "complain"})),
    Move("object", _("Stop a use"), ask.UsesForm, _object, kinds=frozenset({"object", "other", "complain"})),
    Move("restrict", _("Restrict now"), ask.NothingForm, _restrict, kinds=frozenset({"restrict", "correct", "object", "other", "complain"})),
    Move("lift", _("Lift the restriction"), ask.NothingForm, _lift, kinds=frozenset({"restrict", "correct", "object", "other", "complain"})),
    Move("erase", _("Erase everything now"), ask.EraseForm, _erase, kinds=frozenset({"delete"}), kind="bad"),
    _by_verb(Verb.ANSWER, _("Answer and end"), ask.WordsForm, kind=""),
    _by_verb(Verb.ANSWER_PART, _("Answer a part"), ask.WordsForm),
    _by_verb(Verb.EXTEND, _("Take more time"), ask.ExtendForm),
    _by_verb(Verb.QUOTE_FEE, _("Name a fee"), ask.FeeForm, act=_quote),
    _by_verb(Verb.REFUSE, _("Refuse"), ask.RefuseForm, act=_refuse),
    _by_verb(Verb.REOPEN, _("Grant the appeal"), ask.WordsForm),
    _by_verb(Verb.CONFIRM_REFUSAL, _("Confirm the refusal"), ask.WordsForm),
    _by_verb(Verb.TAKE_BACK, _("They took it back"), ask.NothingForm),
    _by_verb(Verb.CLOSE, _("Close"), ask.NothingForm),
    Move("want", _("Ask for a document"), ask.WantForm, _want),
    Move("decide", _("Say what came of a document"), ask.OutcomeForm, _decide),
    Move("note", _("Add words"), ask.NoteForm, _note),
]
MOVES: dict[str, Move] = {move.name: move for move in _ALL}
