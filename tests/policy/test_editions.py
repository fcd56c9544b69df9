"""From the draft to the day: each step as it may, refused as it may not, and then nothing has changed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boxmalls.base.refusals import Refusal
from boxmalls.privacy.models import Edition, EditionProposal, EditionStep, EditionText, PolicyVersion
from boxmalls.privacy.policy import current_version, publish_policy
from boxmalls.privacy.policy.editions import refusals
from boxmalls.privacy.policy.editions.actions import (
    approve_edition,
    draft_edition,
    import_text,
    propose_edition,
    put_in_force,
    return_edition,
    schedule_edition,
    withdraw_edition,
)
from boxmalls.privacy.policy.editions.queries import coming_to, due_on, state_of
from boxmalls.privacy.policy.editions.rules import FOLLOWING, Step
from boxmalls.privacy.policy.editions.testing import (
    AUTHOR,
    FIRST,
    LATER,
    SECOND,
    answers,
    changed_text,
    make_approved,
    make_edition,
    make_in_force,
    make_scheduled,
)
from boxmalls.privacy.testing import AT, publish
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
REASON = "The lawyer found a mistake."


@pytest.fixture(autouse=True)
def _sites():
    make_sites()


def everything() -> list[object]:
    """All rows that an edition can change."""
    return [list(model.objects.order_by("pk").values()) for model in (Edition, EditionText, EditionStep, EditionProposal, PolicyVersion)]


def refused(kind, act, **given):
    before = everything()
    with pytest.raises(kind) as told, transaction.atomic():
        act(**given)
    assert everything() == before
    return told.value


def test_the_whole_way_from_draft_to_force():
    edition = make_edition(site_codes=("eu", "my"))
    import_text(edition=edition, by=AUTHOR, language="ja", words="プライバシー\n\n1.1 短い。 長い。\n\n1.2 次。\n\n1.3 終。".encode(), at=AT)
    propose_edition(edition=edition, by=AUTHOR, answers=answers(material=True), at=AT)
    approve_edition(edition=edition, by=SECOND, at=AT)
    schedule_edition(edition=edition, by=SECOND, at=AT)
    assert coming_to("eu")[0] == coming_to("my")[0] == edition
    assert coming_to("tw") is None
    day = AT + LATER
    assert due_on((day - timedelta(days=1)).date()) == []
    assert due_on(day.date()) == [edition]
    put_in_force(edition=edition, at=day)
    assert coming_to("eu") is None
    for code in ("eu", "my"):
        version = current_version(code)
        assert (version.number, version.text.text.encode(), version.asks, version.published_at) == (2, changed_text(), True, day)
        assert [each.language for each in version.translations.all()] == ["ja"]
    assert [step.kind for step in edition.steps.all()] == ["drafted", "proposed", "approved", "scheduled", "in_force"]


def test_putting_in_force_twice_is_putting_in_force_once():
    edition = make_scheduled()
    put_in_force(edition=edition, at=AT)
    before = everything()
    put_in_force(edition=edition, at=AT)
    assert everything() == before


def test_it_is_not_in_force_a_day_early():
    edition = make_scheduled(material=True)
    refused(refusals.WrongStep, put_in_force, edition=edition, at=AT + LATER - timedelta(days=1))


def test_the_author_does_not_approve():
    edition = make_edition()
    propose_edition(edition=edition, by=AUTHOR, answers=answers(), at=AT)
    refused(refusals.AuthorApproves, approve_edition, edition=edition, by=AUTHOR, at=AT)


@pytest.mark.parametrize("author", [AUTHOR, SECOND])
def test_the_database_refuses_the_author_too_and_a_step_with_a_false_author(author):
    edition = make_edition()
    propose_edition(edition=edition, by=AUTHOR, answers=answers(), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        EditionStep.objects.create(edition=edition, number=3, kind="approved", author_id=author, by_id=AUTHOR, at=AT)
        connection.check_constraints()
    assert state_of(edition) is Step.PROPOSED


def test_the_database_refuses_steps_out_of_order_and_keeps_what_was_done():
    edition = make_edition()
    with pytest.raises(DatabaseError, match="cannot be"), transaction.atomic():
        EditionStep.objects.create(edition=edition, number=2, kind="in_force", author_id=AUTHOR, at=AT)
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
        EditionStep.objects.filter(edition=edition).update(reason="Rewritten")
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
        EditionStep.objects.filter(edition=edition)._raw_delete("default")
    assert [step.kind for step in edition.steps.all()] == ["drafted"]


def test_a_text_does_not_change_once_it_is_proposed_not_even_in_the_database():
    edition = make_edition()
    propose_edition(edition=edition, by=AUTHOR, answers=answers(), at=AT)
    refused(refusals.WrongStep, import_text, edition=edition, by=AUTHOR, language="en", words=changed_text("may", "might"), at=AT)
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
        EditionText.objects.filter(edition=edition).update(news="Other")


def test_what_is_sent_back_can_be_mended_by_its_author_alone():
    edition = make_edition()
    propose_edition(edition=edition, by=AUTHOR, answers=answers(), at=AT)
    refused(refusals.ReasonMissing, return_edition, edition=edition, by=SECOND, reason="no", at=AT)
    return_edition(edition=edition, by=SECOND, reason=REASON, at=AT)
    refused(refusals.NotTheAuthor, import_text, edition=edition, by=SECOND, language="en", words=changed_text("may", "might"), at=AT)
    import_text(edition=edition, by=AUTHOR, language="en", words=changed_text("may", "might"), news="One word.", at=AT)
    make_approved(edition=edition)


def test_the_text_in_force_is_nothing_to_propose():
    edition = make_edition(words=FIRST)
    refused(refusals.NothingNew, propose_edition, edition=edition, by=AUTHOR, answers=answers(), at=AT)


def test_people_get_their_notice_unless_there_is_a_reason():
    edition = make_edition()
    for said in ({"material": True}, {"purposes": ["privacy.recently-viewed"]}, {"categories": ["b"]}, {"reworded": ["privacy.recently-viewed"]}):
        told = refused(refusals.TooSoon, propose_edition, edition=edition, by=AUTHOR, answers=answers(days=29, **said), at=AT)
        assert (AT + LATER).date().isoformat() in told.message
    refused(refusals.DayPassed, propose_edition, edition=edition, by=AUTHOR, answers=answers(days=-1), at=AT)
    propose_edition(edition=edition, by=AUTHOR, answers=answers(days=0, material=True, short_notice="A court ordered it."), at=AT)


def test_an_approval_does_not_outlive_its_day():
    edition = make_approved()
    refused(refusals.DayPassed, schedule_edition, edition=edition, by=SECOND, at=AT + timedelta(days=1))
    return_edition(edition=edition, by=SECOND, reason="Its day has passed.", at=AT + timedelta(days=1))
    assert state_of(edition) is Step.RETURNED


def test_only_words_of_the_register_are_taken():
    edition = make_edition()
    for said in ({"purposes": ["no.such"]}, {"categories": ["z"]}, {"reworded": ["privacy.accepting"]}):
        refused(refusals.UnknownWord, propose_edition, edition=edition, by=AUTHOR, answers=answers(**said), at=AT)


def test_a_text_that_came_between_stops_the_approval():
    edition = make_edition()
    propose_edition(edition=edition, by=AUTHOR, answers=answers(), at=AT)
    publish_policy(site_code="eu", words=changed_text("may", "might"), at=AT)
    refused(refusals.TextMoved, approve_edition, edition=edition, by=SECOND, at=AT)


def test_one_text_at_a_time_is_announced_for_a_site():
    make_scheduled()
    other = make_approved(edition=make_edition(words=changed_text("may", "might"), site_codes=("eu", "my")))
    refused(refusals.AnotherIsComing, schedule_edition, edition=other, by=SECOND, at=AT)


def test_what_is_in_force_is_not_withdrawn():
    version = make_in_force()
    refused(refusals.WrongStep, withdraw_edition, edition=version.edition, by=SECOND, reason=REASON, at=AT)


@pytest.mark.parametrize("codes", [[], ["nowhere"], ["eu", "nowhere"]])
def test_an_edition_is_for_sites_that_are_there(codes):
    publish("eu")
    refused(refusals.UnknownSite, draft_edition, by=AUTHOR, title="x", site_codes=codes, language="en", words=FIRST, at=AT)
    refused(refusals.UnknownLanguage, draft_edition, by=AUTHOR, title="x", site_codes=["eu"], language="tlh", words=FIRST, at=AT)
    refused(refusals.OtherLanguage, draft_edition, by=AUTHOR, title="x", site_codes=["eu"], language="ja", words=FIRST, at=AT)


ACTS = {
    Step.PROPOSED: lambda edition, by: propose_edition(edition=edition, by=by, answers=answers(), at=AT),
    Step.RETURNED: lambda edition, by: return_edition(edition=edition, by=by, reason=REASON, at=AT),
    Step.APPROVED: lambda edition, by: approve_edition(edition=edition, by=by, at=AT),
    Step.SCHEDULED: lambda edition, by: schedule_edition(edition=edition, by=by, at=AT),
    Step.IN_FORCE: lambda edition, by: put_in_force(edition=edition, at=AT),
    Step.WITHDRAWN: lambda edition, by: withdraw_edition(edition=edition, by=by, reason=REASON, at=AT),
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from([AUTHOR, SECOND])), max_size=9))
def test_whatever_is_tried_only_steps_that_may_follow_are_taken(tried):
    with transaction.atomic():
        edition = make_edition()
        state = Step.DRAFTED
        for step, by in tried:
            before = everything()
            may = step in FOLLOWING[state] and not (step is Step.APPROVED and by == AUTHOR) and not (step is Step.PROPOSED and by != AUTHOR)
            try:
                with transaction.atomic():
                    ACTS[step](edition, by)
            except Refusal:
                assert not may
                assert everything() == before
            else:
                assert may or (step is Step.IN_FORCE and state is Step.IN_FORCE)
                state = step
            assert state_of(edition) is state
        approvals = EditionStep.objects.filter(edition=edition, kind="approved")
        assert not approvals.filter(by_id=AUTHOR).exists()
        assert PolicyVersion.objects.filter(edition=edition).exists() == (state is Step.IN_FORCE)
        transaction.set_rollback(True)
