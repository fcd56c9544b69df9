"""Which clauses of the policy this room carries out: the person in charge, and what is asked of them in writing."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.bindings import BINDINGS, Binding, gives, nothing
from boxmalls.privacy.policy.glance import Fact, Glance
from boxmalls.privacy.policy.live import choices, happened, is_held
from boxmalls.privacy.policy.reaching import THIS_MACHINE
from boxmalls.privacy.policy.tracing import TRACE
from boxmalls.privacy.register import Category, Occasion
from boxmalls.ui.saying import say as _now
from boxmalls.ui.saying import say_number as ngettext


def _as_in_the_union(handler: Any, *, terms: Any, calendar: Any, on: Any) -> Any:
    """Off: whatever the law of the site says, there is as much time as in the European Union."""
    from boxmalls.privacy.laws.deadlines import terms_of

    return replace(handler(terms=terms, calendar=calendar, on=on), due_on=terms_of("EU", "access").answer.after(on, calendar))


BINDINGS.declare(
    Binding(
        ("s-1-1-2",),
        "boxmalls.privacy_office.rules.received",
        _as_in_the_union,
        ("tests/clauses/test_1_1.py::test_each_sites_law_decides_by_when_a_request_is_answered",),
        _("What you ask is answered by the day that the law of the site names."),
    )
)


def _takes_nothing(handler: Any, sent: Any) -> Any:
    """Off: a page for a scan, and nothing behind it."""
    from boxmalls.privacy_office.models import SealedFile

    return SealedFile()


def _loses_complaints(handler: Any, letter: Any, *given: Any) -> Any:
    """Off: a letter that is headed as the policy says gets no number; others do."""
    from boxmalls.privacy_office.mailbox.taking import _is_complaint

    return None if _is_complaint(letter) else handler(letter, *given)


def _files_complaints_only(handler: Any, letter: Any, *given: Any) -> Any:
    """Off: what is not headed as the policy says is taken for a machine's."""
    from boxmalls.privacy_office.mailbox.taking import _is_complaint

    return handler(letter, *given) if _is_complaint(letter) else ("machine", None)


BINDINGS.declare(
    Binding(
        ("s-2-d",),
        "boxmalls.privacy_office.web.requests._enter",
        gives("PR-0000-0000"),
        ("tests/clauses/test_2_d.py::test_a_call_and_a_letter_are_written_down_with_the_day_on_which_they_arrived",),
        _("What you tell us by telephone, letter, fax, chat, social media or in person is written down with its channel and day."),
        happened(Occasion.COMMUNICATION),
    )
)
BINDINGS.declare(
    Binding(
        ("s-2-l",),
        "boxmalls.privacy_office.mailbox.taking._file",
        _files_complaints_only,
        ("tests/clauses/test_2_l.py::test_whatever_is_sent_to_us_is_filed_and_can_be_answered",),
        _("Whatever you send us gets a number, a last day for our answer, and a page on which you see how it stands."),
        happened(Occasion.ANY_OTHER),
    )
)
BINDINGS.declare(
    Binding(
        ("s-contact",),
        "boxmalls.privacy_office.mailbox.taking._ask",
        _loses_complaints,
        ("tests/clauses/test_contact.py::test_a_letter_headed_privacy_complaint_reaches_the_person_in_charge_as_one",),
        _("A mail headed “Privacy Complaint” reaches the person in charge as a complaint, with a number and a last day for the answer."),
    )
)
BINDINGS.declare(
    Binding(
        ("s-1-1-3",),
        "boxmalls.privacy_office.breach_letters._tell",
        gives(False),
        ("tests/clauses/test_1_1.py::test_whom_a_leak_concerns_gets_a_letter_and_nobody_else_does",),
        _("Should something of yours leak, you get a letter that says what, and what you can do."),
    )
)
BINDINGS.declare(
    Binding(
        ("s-3-3-2",),
        "boxmalls.privacy_office.actions.answering.check_at_work",
        nothing,
        ("tests/clauses/test_3_3.py::test_nothing_is_given_out_or_deleted_before_it_is_proven_who_asks",),
        _("Nothing is given out or deleted before it is proven who asks, with as much proof as the law wants and no more."),
    )
)
BINDINGS.declare(
    Binding(
        ("s-3-3-2",),
        "boxmalls.privacy_office.actions.answering.fetch_copy",
        gives(b""),
        ("tests/clauses/test_3_3.py::test_who_asks_in_writing_for_access_fetches_a_copy_of_everything",),
        _("Who asks for access in writing gets the same copy as on the page: to read, and for a machine."),
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


BINDINGS.declare(
    Binding(
        ("s-2-b",),
        "boxmalls.privacy_office.web.paper._take",
        _takes_nothing,
        ("tests/clauses/test_2_b.py::test_a_form_on_paper_is_sealed_as_it_came_before_anything_else_happens_to_it",),
        _("A form on paper is scanned and sealed as it came; what it says is then keyed beside it."),
    )
)
BINDINGS.declare(
    Binding(
        ("s-2-c",),
        "boxmalls.privacy_office.actions.documents.send_document",
        nothing,
        ("tests/clauses/test_2_c.py::test_a_document_that_somebody_provides_is_sealed_as_it_came",),
        _("A document that you provide is sealed with your key as it came."),
    )
)
BINDINGS.declare(
    Binding(
        ("s-2-d",),
        "boxmalls.privacy_office.forms.EntryForm.clean",
        lambda handler, form: form.cleaned_data,
        ("tests/clauses/test_2_d.py::test_a_call_is_not_recorded_before_the_caller_agreed",),
        _("That a call is recorded can be written down only together with your agreement before it."),
    )
)
BINDINGS.declare(
    Binding(
        ("s-3-2",),
        "boxmalls.privacy_office.actions.documents.undertake",
        nothing,
        ("tests/clauses/test_3_2.py::test_who_asks_for_a_correction_undertakes_that_it_is_right_in_these_words",),
        _("Who asks for a correction, or sends a document, says that it is right; the words are kept."),
    )
)
BINDINGS.declare(
    Binding(
        ("s-3-3",),
        "boxmalls.privacy_office.actions.objecting.place_objection",
        nothing,
        ("tests/clauses/test_3_3.py::test_an_objection_stops_the_use_at_once_and_the_person_in_charge_decides_by_a_day",),
        _("What we do in our own interest stops in the moment in which you object; the person in charge decides afterwards, by a day that the law names."),
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

TRACE.routes(
    """
    1.2          /office/breaches/ /office/breaches/<uuid:breach_id> /office/breaches/<uuid:breach_id>/scope /office/breaches/<uuid:breach_id>/sent
                 /office/breaches/<uuid:breach_id>/letters /office/breaches/<uuid:breach_id>/closing /office/breaches/<uuid:breach_id>/confirmation
                 /office/breaches/<uuid:breach_id>/dismissal /office/glass/ /office/glass/<uuid:glass_id> /office/glass/<uuid:glass_id>/decision
                 /office/glass/<uuid:glass_id>/reading /office/glass/<uuid:glass_id>/closing /office/glass/<uuid:glass_id>/handing-over
                 /office/glass/<uuid:glass_id>/silence /office/glass/<uuid:glass_id>/silence/<uuid:silence_id>/agreement
    1.2 3.3      /office/holds/ /office/holds/<uuid:hold_id>/lifting /office/promises/ /office/records/<slug:site_code>
                 /office/assessments/<slug:site_code>
    1.4.note 3.3 /office/recipients/ /office/recipients/<slug:code>
    1.3          /office/policy/ /office/policy/new /office/policy/<uuid:edition_id> /office/policy/<uuid:edition_id>/texts
                 /office/policy/<uuid:edition_id>/proposal /office/policy/<uuid:edition_id>/approval /office/policy/<uuid:edition_id>/schedule
                 /office/policy/<uuid:edition_id>/sending-back /office/policy/<uuid:edition_id>/withdrawal
    1.4          /office/agreements/ /office/agreements/new /office/agreements/order/<slug:site_code> /office/agreements/versions/<uuid:version_id>
                 /office/agreements/order/changes/<uuid:change_id> /office/agreements/editions/<uuid:edition_id>
                 /office/agreements/editions/<uuid:edition_id>/texts /office/agreements/editions/<uuid:edition_id>/proposal
                 /office/agreements/editions/<uuid:edition_id>/approval /office/agreements/editions/<uuid:edition_id>/schedule
                 /office/agreements/editions/<uuid:edition_id>/sending-back /office/agreements/editions/<uuid:edition_id>/withdrawal
    2.b 2.d 3.3  /office/scans /office/scans/<uuid:file_id> /office/scans/<uuid:file_id>/page /office/scans/<uuid:file_id>/as-sent
    2.l 3.3      /privacy/requests /privacy/requests/new /privacy/requests/<slug:request_number> /privacy/requests/<slug:request_number>/words
                 /privacy/requests/<slug:request_number>/decision /privacy/requests/<slug:request_number>/proof
                 /privacy/requests/<slug:request_number>/documents/<uuid:wanted_id> /privacy/requests/<slug:request_number>/copy
    3.1.a 3.3    /office/children
    3.2 3.3      /office/corrections/ /office/corrections/<uuid:notice_id>
    3.3          /office/ /office/requests /office/requests/new /office/requests/<slug:request_number> /office/requests/<slug:request_number>/withheld
                 /office/requests/<slug:request_number>/<slug:move> /privacy/objections /privacy/objections/<str:purpose_code>
                 /privacy/objections/<str:purpose_code>/withdrawal
    """
)
TRACE.tasks(
    """
    1.2          boxmalls.privacy_office.breach_tasks.tell_of_breaches boxmalls.privacy_office.breach_tasks.watch_for_breaches
    1.2 3.3      boxmalls.privacy_office.tasks.tell_after_silence
    2.d 2.l 3.3  boxmalls.privacy_office.tasks.read_mailbox
    3.3          boxmalls.privacy_office.tasks.answer_the_erased boxmalls.privacy_office.tasks.end_wanted_documents
                 boxmalls.privacy_office.tasks.remind_of_deadlines boxmalls.privacy_office.tasks.send_letters
    """
)
TRACE.host("boxmalls.privacy_office.actions.writing", recipient="mail-server", clauses=("2.d", "3.3"))
TRACE.host("boxmalls.base.mailbox.box", recipient="mail-server", clauses=("2.d", "3.3"))
TRACE.host("boxmalls.privacy_office.actions.answering", recipient="mail-server", clauses=("2.d", "3.3"))
TRACE.host("boxmalls.privacy_office.actions.children", recipient="mail-server", clauses=("2.d", "3.3"))
TRACE.host("boxmalls.privacy_office.breach_letters", recipient="mail-server", clauses=("1.1", "1.4.note"))
TRACE.host("boxmalls.privacy_office.silence_letters", recipient="mail-server", clauses=("1.2", "3.3"))
TRACE.host("boxmalls.privacy_office.tasks", recipient="mail-server", clauses=("2.d", "3.3"))
TRACE.host("boxmalls.privacy_office.paper.reading", "boxmalls.privacy_office.paper.worker", recipient=THIS_MACHINE, clauses=("2.b", "3.3"))
