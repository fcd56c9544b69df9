"""Another edition of an agreement: told before it begins to whom it binds, begun on its day, asked of whom its author says; and the order by two."""

from datetime import timedelta

import psycopg
import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boxmalls.accounts.announcing import announce_editions
from boxmalls.accounts.testing import make_account, sign_in
from boxmalls.agreements.actions import accept_agreement, publish_agreement
from boxmalls.agreements.kinds import DEFAULT_ORDER
from boxmalls.agreements.models import AgreementVersion, LaterAnswer, OrderChange, OrderDecision, Signature
from boxmalls.agreements.ordering import Contradiction, DecidedAlready, OrderMoved, SameOrder, approve_order, propose_order, send_back_order
from boxmalls.agreements.queries import asked_of, order_of
from boxmalls.agreements.testing import NEW_TERMS, TERMS, make_change, make_draft, make_terms
from boxmalls.base.refusals import Refusal
from boxmalls.ledger.testing import at_once
from boxmalls.privacy.models import Announcement, Edition, EditionProposal, EditionStep, EditionText
from boxmalls.privacy.policy.editions import actions, refusals
from boxmalls.privacy.policy.editions.noting import forget, note_for
from boxmalls.privacy.policy.editions.queries import coming_to, due_on, state_of
from boxmalls.privacy.policy.editions.rules import Step
from boxmalls.privacy.policy.editions.testing import AUTHOR, LATER, SECOND, answers, make_approved, make_scheduled
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.testing import AT, publish
from boxmalls.sites.testing import make_sites
from config.env import env

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
JAPANESE = "規約\n\n1. 一週間以内に支払います。\n\n2. 店が発送します。\n\n3. 以上。\n".encode()
REVERSED = [kind.value for kind in DEFAULT_ORDER][::-1]


@pytest.fixture(autouse=True)
def _sites():
    make_sites()
    publish("eu")
    forget()


def everything():
    """All rows that an edition of an agreement, or another order, can change."""
    models = (Edition, EditionText, EditionStep, EditionProposal, AgreementVersion, Signature, OrderChange, OrderDecision)
    return [list(model.objects.order_by("pk").values()) for model in models]


def refused(refusal, act, **given):
    before = everything()
    with pytest.raises(refusal), transaction.atomic():
        act(**given)
    assert everything() == before


def make_signer(language="en", *, email=None, kind="terms", site_code="eu"):
    person = make_account(email, password=None, at=AT)
    version = AgreementVersion.objects.filter(kind=kind, site_code=site_code).latest("number")
    accept_agreement(person_id=person.pk, version=version, language=language, at=AT)
    return person


def test_the_whole_way_older_signatures_stay_and_who_is_bound_is_asked():
    first = make_terms()
    person, other = make_signer(), make_account(password=None, at=AT)
    edition = make_draft()
    actions.import_text(edition=edition, by=AUTHOR, language="ja", words=JAPANESE, news="一週間以内に", at=AT)
    make_scheduled(edition=edition, material=True)
    day = AT + LATER
    assert due_on((day - timedelta(days=1)).date()) == []
    assert AgreementVersion.objects.get() == first
    assert asked_of(person.pk, "eu", ["terms"]) == []
    (version,) = actions.put_in_force(edition=edition, at=day)
    assert (version.number, version.text.text.encode(), version.asks, version.published_at) == (2, NEW_TERMS, True, day)
    assert [each.language for each in version.translations.all()] == ["ja"]
    assert asked_of(person.pk, "eu", ["terms"]) == [version]
    assert asked_of(other.pk, "eu", ["terms"]) == [], "who never accepted one is asked when they order"
    signature = Signature.objects.get(person=person)
    assert (signature.version, signature.text_sha256) == (first, first.text_id)
    accept_agreement(person_id=person.pk, version=version, language="ja", at=day)
    assert asked_of(person.pk, "eu", ["terms"]) == []
    assert Signature.objects.filter(person=person).count() == 2


def test_an_edition_that_asks_nobody_leaves_older_signatures_counting():
    make_terms()
    person = make_signer()
    edition = make_scheduled(edition=make_draft())
    (version,) = actions.put_in_force(edition=edition, at=AT)
    assert not version.asks
    assert asked_of(person.pk, "eu", ["terms"]) == []
    later = publish_agreement(site_code="eu", kind="terms", words=TERMS + b"\n3. More.\n", at=AT)
    assert asked_of(person.pk, "eu", ["terms"]) == [later]


def test_whom_it_binds_is_told_by_mail_and_on_pages_in_their_language_and_nobody_else():
    make_terms()
    make_terms("tw")
    anna, hana = make_signer(email="anna@example.org"), make_signer("ja", email="hana@example.org")
    elsewhere = make_signer(email="elsewhere@example.org", site_code="tw")
    never = make_account("never@example.org", password=None, at=AT)
    edition = make_draft()
    actions.import_text(edition=edition, by=AUTHOR, language="ja", words=JAPANESE, news="一週間以内に", at=AT)
    make_scheduled(edition=edition, material=True)
    assert announce_editions(at=AT) == 2
    assert announce_editions(at=AT) == 0
    letters = {message.to[0]: message for message in mail.outbox}
    assert sorted(letters) == ["anna@example.org", "hana@example.org"]
    english, japanese = (f"{letters[to].subject} {letters[to].body}" for to in ("anna@example.org", "hana@example.org"))
    for words in ("22 December 2026", "You have a week to pay.", "/agreements/terms/coming", "Terms of sale"):
        assert words in english
    assert "一週間以内に" in japanese
    forget()
    assert note_for("eu", "ja", anna.pk).news == "一週間以内に"
    assert note_for("eu", "en", anna.pk).href == "/agreements/terms/coming"
    for person_id in (None, never.pk, elsewhere.pk):
        assert note_for("eu", "en", person_id) is None
    assert set(Announcement.objects.values_list("person_id", flat=True)) == {anna.pk, hana.pk}


def test_whom_it_binds_and_who_was_not_told_before_it_began_is_told_afterwards_and_who_signed_it_is_not():
    make_terms()
    make_signer(email="anna@example.org")
    signed = make_signer(email="bert@example.org")
    edition = make_scheduled(edition=make_draft())
    (version,) = actions.put_in_force(edition=edition, at=AT)
    accept_agreement(person_id=signed.pk, version=version, language="en", at=AT)
    assert announce_editions(at=AT) == 1
    assert announce_editions(at=AT) == 0
    (letter,) = mail.outbox
    assert letter.to == ["anna@example.org"]
    assert "Terms of sale" in letter.subject
    assert "/agreements/terms" in letter.body


def test_called_off_it_does_not_begin_and_who_was_told_is_told():
    make_terms()
    make_signer(email="anna@example.org")
    edition = make_scheduled(edition=make_draft())
    announce_editions(at=AT)
    actions.withdraw_edition(edition=edition, by=AUTHOR, reason="We keep the old one.", at=AT)
    assert announce_editions(at=AT) == 1
    assert mail.outbox[-1].subject == "A text that you accepted stays as it is: Terms of sale"
    refused(refusals.WrongStep, actions.put_in_force, edition=edition, at=AT + LATER)


def test_the_pages_say_what_comes_then_ask_and_not_now_is_remembered():
    make_terms()
    person = make_signer()
    client = sign_in(Client(headers=HOST), person)
    assert client.get("/agreements/terms/coming").status_code == 404
    assert client.get("/agreements/policy/coming").status_code == 404
    edition = make_draft()
    actions.import_text(edition=edition, by=AUTHOR, language="ja", words=JAPANESE, news="一週間以内に", at=AT)
    make_scheduled(edition=edition, material=True, short_notice="A court ordered it.", days=0)
    shown = client.get("/agreements/terms/coming").text
    for words in ("within a week", "<ins>", "A court ordered it.", "The binding text is in English"):
        assert words in shown
    assert "See what changes" in client.get("/agreements/terms").text
    actions.put_in_force(edition=edition, at=AT)
    forget()
    assert note_for("eu", "en", person.pk).href == "/agreements/terms"
    page = client.get("/agreements/terms").text
    assert "your answer is needed: Terms of sale" in page
    assert client.post("/agreements/terms/acceptance", {"version": "1", "answer": "not-now"}).status_code == 409
    assert client.post("/agreements/terms/acceptance", {"version": "2", "answer": "not-now"}).status_code == 303
    assert note_for("eu", "en", person.pk) is None
    assert Signature.objects.count() == 1
    assert "Not now" in client.get("/agreements/terms").text
    japanese = Client(headers=HOST | {"accept-language": "ja"}).get("/agreements/terms").text
    assert "一週間以内に支払います" in japanese
    assert 'href="/agreements/terms/2/text"' in japanese, "the binding text is linked"
    erase_person(person=person, site_code="eu", at=AT)
    assert not LaterAnswer.objects.exists()


def test_the_receipt_of_an_older_signature_is_the_same_after_another_edition_began():
    make_terms()
    person = make_signer()
    signature = Signature.objects.get()
    client = sign_in(Client(headers=HOST), person)
    before = client.get(f"/your-data/proofs/agreement/{signature.pk}").content
    actions.put_in_force(edition=make_scheduled(edition=make_draft()), at=AT)
    assert client.get(f"/your-data/proofs/agreement/{signature.pk}").content == before
    assert client.get("/agreements/terms/1/text").content == TERMS


def test_what_may_not_be_done_changes_nothing():
    make_terms()
    edition = make_draft()
    refused(refusals.NothingNew, actions.propose_edition, edition=make_draft(words=TERMS), by=AUTHOR, answers=answers(), at=AT)
    refused(refusals.TooSoon, actions.propose_edition, edition=edition, by=AUTHOR, answers=answers(material=True, days=29), at=AT)
    refused(refusals.UnknownKind, make_draft, kind="policy")
    refused(refusals.UnknownKind, make_draft, overrides=["nothing"])
    actions.propose_edition(edition=edition, by=AUTHOR, answers=answers(), at=AT)
    refused(refusals.AuthorApproves, actions.approve_edition, edition=edition, by=AUTHOR, at=AT)
    publish_agreement(site_code="eu", kind="terms", words=TERMS + b"\n3. More.\n", at=AT)
    refused(refusals.TextMoved, actions.approve_edition, edition=edition, by=SECOND, at=AT)


def test_a_policy_and_terms_may_be_announced_at_once_two_terms_may_not():
    make_terms()
    make_scheduled()
    make_scheduled(edition=make_draft())
    assert coming_to("eu", "policy")
    assert coming_to("eu", "terms")
    other = make_approved(edition=make_draft(words=TERMS + b"\n3. More.\n"))
    refused(refusals.AnotherIsComing, actions.schedule_edition, edition=other, by=SECOND, at=AT)


def test_texts_that_are_announced_contradict_each_other_before_they_begin():
    make_terms()
    make_scheduled(edition=make_draft(overrides=["seller"]))
    refused(Contradiction, actions.propose_edition, edition=(seller := make_draft(kind="seller", overrides=["terms"])), by=AUTHOR, answers=answers(), at=AT)
    refused(Contradiction, make_terms, kind="seller", words=b"Seller\n\nFirst.\n", overrides=["terms"])
    assert state_of(seller) is Step.DRAFTED


def test_an_order_needs_a_second_person_and_the_database_keeps_it():
    change = make_change(*REVERSED)
    assert order_of("eu") == REVERSED[::-1]
    refused(refusals.AuthorApproves, approve_order, change=change, by=AUTHOR, at=AT)
    for by, author in ((AUTHOR, AUTHOR), (None, AUTHOR), (AUTHOR, SECOND)):
        with pytest.raises(IntegrityError), transaction.atomic():
            OrderDecision.objects.create(change=change, author_id=author, by_id=by, approved=True, at=AT)
            connection.check_constraints()
    approve_order(change=change, by=SECOND, at=AT)
    assert order_of("eu") == REVERSED
    for row, field in ((OrderChange, "kinds"), (OrderDecision, "reason")):
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            row.objects.update(**{field: [] if field == "kinds" else "x"})
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            row.objects.all()._raw_delete("default")


def test_an_order_is_decided_on_once_and_not_against_another_one():
    make_terms(overrides=["seller"])
    first, second = make_change(*REVERSED), make_change("policy", "terms", "seller", "notice", "consent")
    refused(SameOrder, propose_order, site_code="eu", kinds=REVERSED[::-1], why="The lawyers want it so.", by=AUTHOR, at=AT)
    refused(refusals.ReasonMissing, propose_order, site_code="eu", kinds=REVERSED, why=" ", by=AUTHOR, at=AT)
    approve_order(change=first, by=SECOND, at=AT)
    refused(DecidedAlready, approve_order, change=first, by=SECOND, at=AT)
    refused(OrderMoved if order_of("eu") != second.before else DecidedAlready, approve_order, change=second, by=SECOND, at=AT)
    refused(refusals.ReasonMissing, send_back_order, change=second, by=SECOND, reason="no", at=AT)
    send_back_order(change=second, by=AUTHOR, reason="Mine; never mind.", at=AT)
    refused(DecidedAlready, approve_order, change=second, by=SECOND, at=AT)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.permutations(REVERSED), st.sampled_from(["approve", "own", "back"])), max_size=5))
def test_whatever_is_tried_the_order_is_the_last_that_a_second_person_approved(tried):
    with transaction.atomic():
        expected = order_of("eu")
        for kinds, how in tried:
            try:
                with transaction.atomic():
                    change = make_change(*kinds)
                    if how == "back":
                        send_back_order(change=change, by=SECOND, reason="Not now, please.", at=AT)
                    else:
                        approve_order(change=change, by=AUTHOR if how == "own" else SECOND, at=AT)
            except Refusal:
                assert how == "own" or list(kinds) == expected
            else:
                expected = list(kinds) if how == "approve" else expected
            assert order_of("eu") == expected
        transaction.set_rollback(True)


def both(*acts):
    """Each act at once, in a thread and a transaction of its own; who came through."""

    def one(number):
        with transaction.atomic():
            acts[number]()

    return [result is None for result in at_once(one, len(acts))]


@pytest.mark.django_db(transaction=True, databases=["default", "safe"])
def test_an_order_approved_twice_at_once_is_approved_once():
    change = make_change(*REVERSED)
    came = both(*[lambda: approve_order(change=change, by=SECOND, at=AT)] * 4)
    assert sum(came) == 1
    assert OrderDecision.objects.count() == 1


@pytest.mark.django_db(transaction=True, databases=["default", "safe"])
def test_of_beginning_and_calling_off_at_once_exactly_one_happens():
    make_terms()
    for _round in range(4):
        edition = make_scheduled(edition=make_draft(words=TERMS + f"\n{_round}. More.\n".encode()))
        began, off = both(
            lambda edition=edition: actions.put_in_force(edition=edition, at=AT),
            lambda edition=edition: actions.withdraw_edition(edition=edition, by=SECOND, reason="We keep the old one.", at=AT),
        )
        assert began != off
        assert AgreementVersion.objects.filter(edition=edition).exists() == began
        assert state_of(edition) is (Step.IN_FORCE if began else Step.WITHDRAWN)


@pytest.mark.django_db(transaction=True, databases=["default", "safe"])
def test_without_the_guards_a_text_begins_though_it_was_called_off(monkeypatch):
    """The control: what the lock, the look at the last step and the database's own look prevent."""
    make_terms()
    edition = make_scheduled(edition=make_draft())
    monkeypatch.setattr(actions, "_lock", lambda _edition: None)
    monkeypatch.setattr(actions, "_check_follows", lambda _edition, _step: None)
    as_owner("ALTER TABLE privacy_editionstep DISABLE TRIGGER edition_step")
    try:
        actions.withdraw_edition(edition=edition, by=SECOND, reason="We keep the old one.", at=AT)
        actions.put_in_force(edition=edition, at=AT)
        assert AgreementVersion.objects.filter(edition=edition).exists()
        assert EditionStep.objects.filter(edition=edition, kind="withdrawn").exists()
    finally:
        as_owner("ALTER TABLE privacy_editionstep ENABLE TRIGGER edition_step")


def as_owner(statement):
    """As the owner of the tables, which nothing that serves people is."""
    where = env.databases_as("owner")["default"]
    name = connections["default"].settings_dict["NAME"]
    with psycopg.connect(host=where["HOST"], port=where["PORT"], dbname=name, user=where["USER"], password=where["PASSWORD"]) as owner:
        owner.execute(statement)
