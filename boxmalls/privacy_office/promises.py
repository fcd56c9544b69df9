"""Which clauses of the policy this room carries out: the person in charge, and what is asked of them in writing."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.bindings import BINDINGS, Binding, gives, nothing
from boxmalls.privacy.policy.glance import Fact, Glance
from boxmalls.privacy.policy.live import choices, happened, is_held
from boxmalls.privacy.policy.tracing import TRACE
from boxmalls.privacy.register import Category, Occasion
from boxmalls.ui.saying import say as _now
from boxmalls.ui.saying import say_number as ngettext

BINDINGS.declare(
    Binding(
        ("s-2-d",),
        "boxmalls.privacy_office.web.requests._enter",
        gives("PR-0000-0000"),
        ("tests/clauses/test_2_d.py::test_a_call_and_a_letter_are_written_down_with_the_day_on_which_they_arrived",),
        _("What you tell us by telephone, letter, fax, chat or in person is written down with its channel and day. A call is not recorded before you agreed."),
        happened(Occasion.COMMUNICATION),
    )
)
BINDINGS.declare(
    Binding(
        ("s-2-l",),
        "boxmalls.privacy_office.mailbox.taking._file",
        gives(("machine", None)),
        ("tests/clauses/test_2_l.py::test_whatever_is_sent_to_us_is_filed_and_can_be_answered",),
        _("Whatever you send us gets a number, a last day for our answer, and a page on which you see how it stands."),
        happened(Occasion.ANY_OTHER),
    )
)
BINDINGS.declare(
    Binding(
        ("s-3-1-b",),
        "boxmalls.privacy_office.actions.documents.decide_document",
        nothing,
        ("tests/clauses/test_3_1_b.py::test_a_document_is_deleted_once_it_was_looked_at",),
        _("A document that we ask you for is locked with your key, looked at, and deleted. Of one that you show us nothing is kept but that it was seen."),
        is_held(Category.IDENTITY),
    )
)


def _asked_for(glance: Glance) -> Iterable[Fact]:
    rows = glance.rows("privacy_office.Wanted")
    if not rows:
        yield Fact(_now("We have not asked you for any document."))
        return
    yield Fact(
        ngettext("We have asked you for %(count)s document.", "We have asked you for %(count)s documents.", rows) % {"count": rows},
        "/privacy/requests",
        _now("See them"),
    )


BINDINGS.declare(
    Binding(
        ("s-3-2-2",),
        "boxmalls.privacy_office.actions.documents.want_document",
        nothing,
        ("tests/clauses/test_3_2_2.py::test_a_document_is_asked_for_with_a_reason_and_a_last_day",),
        _("A further document is asked for with its reason and a last day, and only while a request of yours is open."),
        _asked_for,
    )
)


def _files_nothing(handler: Any, web: Any, given: Any) -> Any:
    """Off: a page with a number, and nothing behind it."""
    from boxmalls.privacy_office.models import Request

    return Request(number="PR-0000-0000")


def _written(glance: Glance) -> Iterable[Fact]:
    count = glance.rows("privacy_office.Request")
    words = ngettext("You asked the person in charge once.", "You asked the person in charge %(count)s times.", count) % {"count": count}
    yield Fact(words if count else _now("You asked the person in charge nothing so far."), "/privacy/requests/new", _now("Write to them"))
    yield from choices(glance)


BINDINGS.declare(
    Binding(
        ("s-3-3",),
        "boxmalls.privacy_office.web.asking._receive",
        _files_nothing,
        ("tests/clauses/test_3_3.py::test_opting_out_in_writing_reaches_the_person_in_charge_and_is_confirmed",),
        _("What you write to the person in charge gets a number, is confirmed at once, and is answered by the day that the site's law names."),
        _written,
    )
)

TRACE.routes("office", clauses=("3.3",))
TRACE.routes("office/policy", clauses=("1.3",))
TRACE.routes("office/agreements", clauses=("1.4",))
TRACE.routes("office/corrections", clauses=("3.2", "3.3"))
TRACE.routes("office/holds", "office/promises", "office/records", "office/assessments", clauses=("1.2", "3.3"))
TRACE.routes("office/breaches", clauses=("1.2",))
TRACE.routes("office/glass", clauses=("1.2",))
TRACE.tasks("boxmalls.privacy_office.breach_tasks", clauses=("1.2",))
TRACE.routes("office/children", clauses=("3.1.a", "3.3"))
TRACE.routes("office/scans", clauses=("2.b", "2.d", "3.3"))
TRACE.routes("privacy/requests", clauses=("3.3", "2.l"))
TRACE.routes("privacy/objections", clauses=("3.3",))
TRACE.tasks("boxmalls.privacy_office.tasks", clauses=("3.3",))
TRACE.tasks("boxmalls.privacy_office.tasks.read_mailbox", clauses=("2.d", "2.l", "3.3"))
TRACE.host("boxmalls.privacy_office.actions.writing", recipient="mail-server", clauses=("2.d", "3.3"))
TRACE.host("boxmalls.base.mailbox.box", recipient="mail-server", clauses=("2.d", "3.3"))
TRACE.host("boxmalls.privacy_office.actions.answering", recipient="mail-server", clauses=("2.d", "3.3"))
TRACE.host("boxmalls.privacy_office.breach_letters", recipient="mail-server", clauses=("1.1", "1.4.note"))
TRACE.host("boxmalls.privacy_office.tasks", recipient="mail-server", clauses=("2.d", "3.3"))
