"""How a changed text is carried out: laid beside the old one, said on the pages, asked about where it must be, and the older one provable."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.bindings import BINDINGS, Binding, Off, gives, nothing
from boxmalls.privacy.policy.glance import Fact, Glance
from boxmalls.ui.saying import say as _now
from boxmalls.ui.saying import say_number as ngettext


def _what_changed(glance: Glance) -> Iterable[Fact]:
    number = glance.version.number
    if number > 1:
        yield Fact(_now("What changed in it stands there word by word."), f"/policy/comparison?old={number - 1}&new={number}", _now("Compare"))


def _told(glance: Glance) -> Iterable[Fact]:
    times = glance.rows("privacy.Announcement")
    if times:
        yield Fact(
            ngettext("You were told once that a new text was coming.", "You were told %(count)s times that a new text was coming.", times) % {"count": times}
        )


def _provable(glance: Glance) -> Iterable[Fact]:
    count = glance.rows("privacy.Acceptance")
    if count:
        words = ngettext("You accepted %(count)s text here; it can still be proven.", "You accepted %(count)s texts here; each can still be proven.", count)
        yield Fact(words % {"count": count}, "/your-data/proofs", _now("Your receipts"))


def _unsigned(handler: Any, said: dict[str, Any], *, keys_url: str) -> tuple[str, str]:
    """Off: a receipt that anybody could have written."""
    from boxmalls.privacy.receipts.signing import spelled

    return spelled({**said, "proof": {}}), "nobody"


def _of_now(handler: Any, request: Any, number: int) -> Any:
    """Off: whatever version is asked for, the words of now."""
    from boxmalls.privacy.policy.queries import current_version

    return current_version(request.site.code)


def _bind(sid: str, handler: str, off: Off, test: str, words: Any, live: Any = None) -> None:
    BINDINGS.declare(Binding((sid,), f"boxmalls.privacy.{handler}", off, (f"tests/clauses/test_1_3.py::{test}",), words, live))


_bind(
    "s-1-3-3",
    "policy.editions.showing.rows_of",
    gives([]),
    "test_what_changes_stands_beside_it_word_by_word_before_it_is_in_force_and_after",
    _("What changes is marked word by word, beside the text that was in force before."),
    _what_changed,
)
_bind(
    "s-1-3-3",
    "policy.editions.noting.note_for",
    nothing,
    "test_a_text_that_is_coming_is_said_on_the_pages_with_its_day",
    _("A text that is coming is said on every page, with its day and what is new in it."),
    _told,
)
_bind(
    "s-1-3-3",
    "policy.editions.asking.question_for",
    nothing,
    "test_a_new_purpose_or_kind_is_asked_about_before_the_next_order",
    _("Where a purpose or a kind of data is added, whoever accepted an earlier text is asked again."),
)
_bind(
    "s-1-3-3",
    "policy.editions.rules.needed_number",
    lambda handler, accepted, asking: accepted,
    "test_a_comma_that_moved_asks_nobody_again",
    _("Where nothing is added, nobody is asked again; what you accepted goes on counting."),
)
_bind(
    "s-1-3-3",
    "web.versions._version",
    _of_now,
    "test_an_older_text_can_be_read_byte_for_byte_as_it_was_accepted",
    _("Every older text can still be read, byte for byte as it was accepted."),
    _provable,
)
_bind(
    "s-1-3",
    "receipts.signing.sign_receipt",
    _unsigned,
    "test_an_acceptance_can_be_proven_by_a_signed_receipt_after_the_text_has_changed",
    _("Each acceptance has a receipt that we signed; it proves which words you accepted, also after they have changed."),
)
