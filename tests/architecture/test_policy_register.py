"""Every sentence of the policy is bound, and everything that the product does serves a clause. Each test knows that it can fail."""

import importlib
import re
from pathlib import Path

import pytest
from django.urls import path

from boxmalls.privacy.policy import tracing
from boxmalls.privacy.policy.actions import FIRST_TEXT
from boxmalls.privacy.policy.bindings import BINDINGS, Binding, nothing
from boxmalls.privacy.policy.book import as_markdown
from boxmalls.privacy.policy.checks import check_bindings, check_clauses, check_trace
from boxmalls.privacy.policy.clauses import FIRST_TEXT_SHA256, Status, clause_of, problems, sentences, status_of, statuses_of
from boxmalls.privacy.policy.handlers import find_function
from boxmalls.privacy.policy.switching import switched_off
from boxmalls.privacy.register import COOKIES, HOLDINGS
from boxmalls.privacy.register.points import collection_points
from config import schedule
from config.env import PROJECT

TEST = re.compile(r"^def (test_\w+)", re.MULTILINE)
DOC = PROJECT / "docs" / "policy-trace.md"


def test_every_sentence_has_one_status_and_together_they_are_the_policy():
    assert list(problems()) == []
    assert all(len(statuses_of(sid)) == 1 for sid in sentences())


@pytest.mark.parametrize("word", ["may", "will", "can", "undertake", "agree"])
def test_a_promise_that_nobody_carries_out_is_a_problem(word):
    text = f"{FIRST_TEXT.read_text()}\n\n4.1 We {word} fly to the moon with you. "
    assert [each for each in problems(text) if each.startswith("s-4-1")] == ["s-4-1 has no status, and promises something."]


def test_one_changed_letter_is_another_text():
    assert "The sentences, put together with what stands between them, are not the policy's text." in problems(
        FIRST_TEXT.read_text().replace("respecting", "Respecting")
    )
    assert FIRST_TEXT_SHA256 == "9172ba46e4769ac2b3157c251a0383dc6f9d91c6e20f4a5d61733873e2dffce6"


def test_a_sentence_that_loses_its_binding_is_a_problem(monkeypatch):
    monkeypatch.setattr(BINDINGS, "_by_sid", {sid: found for sid, found in BINDINGS._by_sid.items() if sid != "s-2-i"})
    assert "s-2-i has no status." in list(problems())
    assert check_clauses()


def test_a_sentence_that_is_bound_and_disclaimed_is_a_problem():
    binding = Binding(("s-1-4-note",), "boxmalls.privacy.journal.actions.note", nothing, ("tests/x.py::test_x",), "Nothing.")
    BINDINGS._by_sid["s-1-4-note"].append(binding)
    try:
        assert "s-1-4-note has more than one status: bound, disclaimed." in list(problems())
    finally:
        del BINDINGS._by_sid["s-1-4-note"]


@pytest.mark.parametrize("binding", list(BINDINGS), ids=lambda each: each.code)
def test_a_bound_sentence_has_a_handler_and_tests_that_are_there(binding):
    assert find_function(binding.handler)
    for test in binding.tests:
        file, _sep, name = test.partition("::")
        module = importlib.import_module(file.removesuffix(".py").replace("/", "."))
        assert callable(getattr(module, name.partition("[")[0]))
    assert str(binding.words)


def test_every_proof_of_a_clause_is_bound():
    """A test in `tests/clauses` that no binding names would prove nothing about a handler."""
    bound = {test.partition("[")[0] for binding in BINDINGS for test in binding.tests}
    there = {f"tests/clauses/{path.name}::{name}" for path in (PROJECT / "tests" / "clauses").glob("test_*.py") for name in TEST.findall(path.read_text())}
    assert there == bound


def test_every_bound_clause_says_what_it_means_for_a_person_now():
    """The live view: at least one of a clause's bindings has one."""
    clauses = {clause_of(sid) for sid in sentences() if status_of(sid) is Status.BOUND}
    alive = {clause_of(sid) for binding in BINDINGS if binding.live for sid in binding.sids}
    assert clauses - alive == {"2.end"}, "The list of occasions ends with a sentence about the list itself."


def test_a_handler_that_is_not_there_stops_the_start(monkeypatch):
    monkeypatch.setitem(BINDINGS._bindings, "s-2-i:gone", Binding(("s-2-i",), "boxmalls.orders.gone", nothing, ("tests/x.py::test_x",), "Nothing."))
    assert [problem.id for problem in check_bindings()] == ["privacy.E011"]


def test_a_binding_without_a_test_is_refused():
    with pytest.raises(ValueError, match="has no test"):
        BINDINGS.declare(Binding(("s-2-i",), "boxmalls.orders.actions.ship.ship_order", nothing, (), "Nothing."))


def test_switched_off_is_off_under_every_name_and_comes_back():
    from boxmalls.privacy import rights
    from boxmalls.privacy.rights import inventory, masks

    assert rights
    with switched_off("boxmalls.privacy.rights.masks.mask", lambda handler, value: value + handler(value)):
        assert inventory.mask("Lena Krause") == masks.mask("Lena Krause") == "Lena KrauseL••• K•••"
    assert inventory.mask("Lena Krause") == "L••• K•••"


def test_everything_serves_a_clause():
    assert tracing.unmapped() == []
    assert check_trace() == []


def test_every_clause_that_is_named_is_there():
    clauses = {piece.clause for piece in sentences().values()}
    assert {clause for each in tracing.everything() for clause in each.clauses} <= clauses


def test_whoever_is_reached_is_a_declared_recipient():
    from boxmalls.privacy.register import RECIPIENTS

    named = {each.name.partition(" → ")[2] for each in tracing.hosts(tracing.SOURCES)}
    assert "mail-server" in named
    assert named <= {each.code for each in RECIPIENTS} | {tracing.NOBODYS_DATA}


def test_an_address_of_no_clause_is_found():
    planted = path("astrology/horoscope", lambda request: None)
    assert [each.name for each in tracing.routes([planted]) if not each.clauses] == ["/astrology/horoscope"]


def test_a_column_of_no_clause_is_found(monkeypatch):
    said = {**HOLDINGS._plain}
    said.pop("privacy.Person")
    monkeypatch.setattr(HOLDINGS, "_plain", said)
    assert [each.name for each in tracing.unmapped(read_source=False)][:1] == ["privacy.Person.id"]
    assert {problem.id for problem in check_trace()} == {check_trace()[0].id}


def test_a_cookie_of_no_clause_is_found(tmp_path):
    plant(tmp_path, 'def answer(response):\n    response.set_cookie("astrology", "leo")\n')
    assert [each.name for each in tracing.cookies(tmp_path) if not each.clauses] == ["astrology"]


def test_a_cookie_whose_name_cannot_be_read_is_found(tmp_path):
    plant(tmp_path, "def answer(response, name):\n    response.set_cookie(name, 1)\n")
    assert [each.name for each in tracing.cookies(tmp_path) if not each.clauses] == [f"set in {tmp_path.name}.planted, line 2"]


def test_a_cookie_that_is_declared_nowhere_is_found_in_the_settings(settings):
    assert all(each.clauses for each in tracing.cookies(None))
    assert COOKIES.get("astrology") is None
    settings.SESSION_COOKIE_NAME = "astrology"
    assert [each.name for each in tracing.cookies(None) if not each.clauses] == ["astrology"]


def test_a_task_of_no_clause_is_found(monkeypatch):
    monkeypatch.setattr(schedule, "FOLLOWERS", [*schedule.FOLLOWERS, "boxmalls.astrology.tasks.read_the_stars"])
    assert [each.name for each in tracing.tasks(None) if not each.clauses] == ["boxmalls.astrology.tasks.read_the_stars"]


def test_a_connection_of_no_clause_is_found(tmp_path):
    plant(tmp_path, "from urllib.request import urlopen\n")
    assert [each.name for each in tracing.hosts(tmp_path) if not each.clauses] == [f"{tmp_path.name}.planted → nobody knows"]


def plant(folder: Path, source: str) -> None:
    (folder / "planted.py").write_text(source)


def test_each_purpose_has_a_verb_that_collects_for_it():
    """But those of the sign-in library, whose tables lie in the safe."""
    without = {purpose.code for holding in HOLDINGS for purpose in holding.purposes} - set(collection_points())
    assert without == {"accounts.signing-in", "accounts.sessions", "accounts.emergencies"}


@pytest.mark.django_db(databases=["default", "safe"])
def test_the_page_in_docs_is_fresh():
    assert DOC.read_text() == as_markdown(), "run: manage.py register --clauses > docs/policy-trace.md"
