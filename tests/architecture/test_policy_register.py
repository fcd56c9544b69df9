"""Every sentence of the policy is bound, and everything that the product does serves a clause. Each test knows that it can fail."""

import importlib
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import models
from django.urls import path

from boxmalls.base.tasks import Scheduled
from boxmalls.privacy.policy import reaching, tracing
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
    found = tracing.unmapped()
    assert found == [], f"Say which clauses these serve:\n{tracing.lines_to_add(found)}"
    assert check_trace() == []


def test_nothing_is_named_that_is_not_there():
    assert tracing.TRACE.gone() == []


def test_every_clause_that_is_named_is_there():
    clauses = {piece.clause for piece in sentences().values()}
    assert {clause for each in tracing.everything() for clause in each.clauses} <= clauses


def test_whoever_is_reached_is_a_declared_recipient():
    from boxmalls.privacy.register import RECIPIENTS

    named = {each.name.partition(" → ")[2] for each in tracing.hosts(*tracing.roots())}
    assert {"mail-server", "phone-relay"} <= named
    assert named <= {each.code for each in RECIPIENTS} | reaching.AT_HOME


def test_everything_that_devices_keep_is_put_there_by_somebody():
    from_settings = {"session", "csrftoken"}
    assert {cookie.name for cookie in COOKIES} == set().union(from_settings, *tracing.TRACE._setters.values())


# What is planted must be found, in each of its kinds.


@pytest.mark.parametrize("address", ["astrology/horoscope", "office/horoscopes", "your-data/horoscope", "account/stars", "accounts/stars/", "api/v1/people"])
def test_an_address_of_no_clause_is_found_though_all_around_it_are_known(address):
    planted = path(address, lambda request: None)
    assert [each.name for each in tracing.routes([planted]) if not each.clauses] == [f"/{address}"]


@pytest.mark.parametrize("page", ["accounts/address/horoscope/", "horoscope/", "accounts/horoscope/"])
def test_a_page_of_no_clause_is_found_behind_the_emergency_door(monkeypatch, page):
    from boxmalls.accounts.emergency import urls

    planted = [*urls.urlpatterns, path(page, lambda request: None)]
    monkeypatch.setattr(tracing, "get_resolver", lambda *_urlconf: SimpleNamespace(url_patterns=planted))
    assert [each.name for each in tracing._door_routes() if not each.clauses] == [f"emergency:/{page}"]


def test_what_is_named_twice_or_without_a_clause_is_refused():
    with pytest.raises(ValueError, match="/cart is named twice"):
        tracing.TRACE.routes("2.i /cart")
    with pytest.raises(ValueError, match="serves no clause"):
        tracing.TRACE.tasks("boxmalls.astrology.tasks.read_the_stars")


def test_what_is_named_and_gone_is_found(monkeypatch):
    monkeypatch.setitem(tracing.TRACE._routes, "/astrology", ("2.f",))
    monkeypatch.setitem(tracing.TRACE._setters, "boxmalls.astrology", frozenset())
    monkeypatch.setitem(tracing.TRACE._hosts, "boxmalls.astrology.stars", {"mail-server": ("2.f",)})
    assert tracing.TRACE.gone() == ["/astrology", "boxmalls.astrology", "boxmalls.astrology.stars"]


def test_a_column_of_no_clause_is_found(monkeypatch):
    said = {**HOLDINGS._plain}
    said.pop("privacy.Person")
    monkeypatch.setattr(HOLDINGS, "_plain", said)
    assert [each.name for each in tracing.unmapped(read_source=False)][:1] == ["privacy.Person.id"]
    assert {problem.id for problem in check_trace()} == {check_trace()[0].id}


@pytest.mark.parametrize(
    "column",
    [
        models.CharField(max_length=9),
        models.TextField(),
        models.EmailField(),
        models.JSONField(),
        models.BinaryField(),
        models.GenericIPAddressField(),
        models.FileField(),
        models.ForeignKey("privacy.Person", models.CASCADE, related_name="+"),
    ],
    ids=lambda column: type(column).__name__,
)
def test_a_plain_column_in_which_somebody_could_stand_is_found_until_it_is_said_how_that_is_known(monkeypatch, column):
    from boxmalls.sites.models import TaxClass

    column.set_attributes_from_name("horoscope")
    column.model = TaxClass
    if column.remote_field:
        column.remote_field.model = apps.get_model("privacy.Person")
    fields = (*TaxClass._meta.concrete_fields, column)
    meta = SimpleNamespace(label="sites.TaxClass", concrete_fields=fields, proxy=False)
    declared = replace(HOLDINGS._plain["sites.TaxClass"], columns=frozenset(each.attname for each in fields))
    monkeypatch.setitem(HOLDINGS._plain, "sites.TaxClass", declared)
    name = f"sites.TaxClass.{column.attname}"
    assert [each.name for each in tracing._columns_of(SimpleNamespace(_meta=meta)) if not each.clauses] == [name]
    monkeypatch.setattr(tracing, "plain_words", lambda: {"sites.TaxClass.code": "A code.", name: "The stars say so."})
    assert all(each.clauses for each in tracing._columns_of(SimpleNamespace(_meta=meta)))


def test_every_reason_for_a_plain_column_is_words():
    assert all(len(why) > 40 for why in tracing.plain_words().values())


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('response.set_cookie("astrology", "leo")', "astrology"),
        ('response.set_signed_cookie("astrology", "leo")', "astrology"),
        ('response.cookies["astrology"] = "leo"', "astrology"),
        ("response.set_cookie(name, 1)", "set in {}.planted, line 2"),
        ("response.cookies[name] = 1", "set in {}.planted, line 2"),
        ("response.cookies.load(name)", "set in {}.planted, line 2"),
        ("return SimpleCookie(name)", "set in {}.planted, line 2"),
        ('response["Set-Cookie"] = name', "set in {}.planted, line 2"),
        ('response.headers.setdefault("set-cookie", name)', "set in {}.planted, line 2"),
    ],
)
def test_a_cookie_of_no_clause_is_found(tmp_path, line, found):
    plant(tmp_path, f"def answer(response, name):\n    {line}\n")
    assert [each.name for each in tracing.cookies(tmp_path) if not each.clauses] == [found.format(tmp_path.name)]


@pytest.mark.parametrize(
    "line",
    [
        'document.cookie = "astrology=leo";',
        'cookieStore.set("astrology", "leo");',
        'localStorage.setItem("astrology", "leo");',
        'window["sessionStorage"].astrology = "leo";',
        'indexedDB.open("astrology");',
        'caches.open("astrology");',
        "await navigator.storage.getDirectory();",
        'window.name = "leo";',
    ],
)
@pytest.mark.parametrize("ending", [".js", ".html"])
def test_what_a_script_keeps_is_found(tmp_path, line, ending):
    plant(tmp_path, f"<script>\n{line}\n</script>" if ending == ".html" else f"\n{line}", name=f"planted{ending}")
    assert [each.name for each in tracing.cookies(tmp_path) if not each.clauses] == [f"set in {tmp_path.name}/planted{ending}, line 2"]


@pytest.mark.parametrize("line", ['localStorage.astrology = "leo";', 'document.cookie = "astrology=leo";', 'window.name = "leo";'])
def test_a_script_that_may_keep_one_thing_may_not_keep_another(tmp_path, monkeypatch, line):
    place = f"{tmp_path.name}/planted.js"
    monkeypatch.setitem(tracing.TRACE._setters, place, frozenset({"boxmalls-*"}))
    plant(tmp_path, f'caches.open("boxmalls-1");\n{line}', name="planted.js")
    assert [each.name for each in tracing.cookies(tmp_path) if not each.clauses] == [f"set in {place}, line 2"]


def test_a_cookie_that_is_declared_nowhere_is_found_in_the_settings(settings):
    assert all(each.clauses for each in tracing.cookies())
    assert COOKIES.get("astrology") is None
    settings.SESSION_COOKIE_NAME = "astrology"
    assert [each.name for each in tracing.cookies() if not each.clauses] == ["astrology"]


@pytest.mark.parametrize("path", ["boxmalls.astrology.tasks.read_the_stars", "boxmalls.privacy.tasks.read_the_stars"])
def test_a_task_of_no_clause_is_found(monkeypatch, path):
    monkeypatch.setattr(schedule, "FOLLOWERS", [*schedule.FOLLOWERS, path])
    monkeypatch.setattr(schedule, "SCHEDULE", [*schedule.SCHEDULE, Scheduled(f"{path}_by_night", "* * * * *")])
    assert [each.name for each in tracing.tasks(None) if not each.clauses] == [path, f"{path}_by_night"]


@pytest.mark.parametrize(
    ("source", "way"),
    [
        ("from urllib.request import urlopen", "urllib.request"),
        ("import urllib.request as asked", "urllib.request"),
        ("from urllib import request", "urllib.request"),
        ("from http.client import HTTPSConnection", "http.client"),
        ("import socket", "socket"),
        ("import ssl", "ssl"),
        ("import smtplib", "smtplib"),
        ("import imaplib", "imaplib"),
        ("import ftplib", "ftplib"),
        ("import psycopg", "psycopg"),
        ("from django.core.mail import send_mail", "django.core.mail"),
        ("import asyncio\nasyncio.open_connection('stars.example', 80)", "asyncio.streams.open_connection"),
        ("from asyncio import open_connection", "asyncio.streams.open_connection"),
        ("def f(loop):\n    return loop.create_connection(f, 'stars.example', 80)", "asyncio.streams.create_connection"),
        ("import asyncio\ngetattr(asyncio, 'open_connection')", "asyncio.streams.open_connection"),
        ("import subprocess", "subprocess"),
        ("import os\nos.system('true')", "os.system"),
        ("import os as o\no.execvp('true', [])", "os.execvp"),
        ("from os import popen", "os.popen"),
        ("from importlib import import_module\nimport_module('socket')", "socket"),
        ("__import__('socket')", "socket"),
        ("LOGGING = {'class': 'logging.handlers.HTTPHandler'}", "logging.handlers"),
        ("import ctypes", "ctypes"),
        ("import pyarrow.fs", "pyarrow.fs"),
        ("import requests", "requests"),
        ("from httpx import AsyncClient", "httpx"),
        ("if True:\n    import boto3", "boto3"),
        ("STATEMENT = 'COPY orders TO PROGRAM $$cat$$'", "SQL"),
    ],
)
def test_a_connection_of_no_clause_is_found(tmp_path, source, way):
    plant(tmp_path, f"{source}\n")
    assert [each.name for each in tracing.hosts(tmp_path) if not each.clauses] == [f"{tmp_path.name}.planted by {way} → nobody knows"]


@pytest.mark.parametrize(
    ("name", "text", "way"),
    [
        ("planted.js", 'fetch("/stars");', "fetch"),
        ("planted.js", 'new WebSocket("/stars");', "fetch"),
        ("planted.js", 'navigator.sendBeacon("/stars");', "fetch"),
        ("planted.js", 'const to = "https://stars.example";', "an address elsewhere"),
        ("planted.html", '<img alt="" src="https://stars.example/leo.png">', "an address elsewhere"),
        ("planted.html", '<link rel="icon" href="//stars.example/leo.png">', "an address elsewhere"),
        ("planted.html", '<form action="https://stars.example"></form>', "an address elsewhere"),
        ("planted.css", "body { background: url(https://stars.example/leo.png) }", "an address elsewhere"),
        ("planted.sql", "SELECT * FROM dblink('host=stars.example', 'SELECT 1')", "SQL"),
        ("planted.sh", "true", "subprocess"),
    ],
)
def test_a_page_a_script_or_a_statement_that_reaches_out_is_found(tmp_path, name, text, way):
    plant(tmp_path, text, name=name)
    assert [each.name for each in tracing.hosts(tmp_path) if not each.clauses] == [f"{tmp_path.name}/{name} by {way} → nobody knows"]


def test_a_link_that_people_follow_reaches_nobody(tmp_path):
    plant(tmp_path, '<a href="https://stars.example">The stars</a> <svg xmlns="http://www.w3.org/2000/svg"></svg>', name="planted.html")
    assert list(tracing.hosts(tmp_path)) == []


@pytest.mark.parametrize(
    ("recipient", "source", "way"),
    [
        (reaching.THIS_MACHINE, "import subprocess\nsubprocess.run(['curl', 'stars.example'])", "the program curl"),
        (reaching.THIS_MACHINE, "import subprocess\nsubprocess.run('/usr/bin/wget stars.example', shell=True)", "the program wget"),
        (reaching.THIS_MACHINE, "import subprocess, socket", "socket"),
        (reaching.OWN_DATABASE, "import psycopg\nfrom urllib.request import urlopen", "urllib.request"),
        ("mail-server", "import smtplib\nimport requests", "requests"),
        ("phone-relay", "import urllib.request\nimport smtplib", "smtplib"),
    ],
)
def test_a_place_that_may_reach_one_may_not_reach_another(tmp_path, monkeypatch, recipient, source, way):
    plant(tmp_path, f"{source}\n")
    monkeypatch.setitem(tracing.TRACE._hosts, f"{tmp_path.name}.planted", {recipient: ("2.f",)})
    assert [each.name for each in tracing.hosts(tmp_path) if not each.clauses] == [f"{tmp_path.name}.planted by {way} → nobody knows"]


def test_whoever_adds_something_is_told_which_line_to_write(tmp_path):
    plant(tmp_path, "import socket\n")
    planted = [*tracing.routes([path("account/stars", lambda request: None)]), *tracing.hosts(tmp_path)]
    assert tracing.lines_to_add(planted).splitlines() == [
        "TRACE.routes: CLAUSES  /account/stars",
        f"TRACE.host(…, recipient=…, clauses=…): {tmp_path.name}.planted by socket → nobody knows",
    ]


def plant(folder: Path, source: str, name: str = "planted.py") -> None:
    (folder / name).write_text(source)


def test_each_purpose_has_a_verb_that_collects_for_it():
    """But those of the sign-in library, whose tables lie in the safe."""
    without = {purpose.code for holding in HOLDINGS for purpose in holding.purposes} - set(collection_points())
    assert without == {"accounts.signing-in", "accounts.sessions", "accounts.emergencies"}


@pytest.mark.django_db(databases=["default", "safe"])
def test_the_page_in_docs_is_fresh():
    assert DOC.read_text() == as_markdown(), "run: manage.py register --clauses > docs/policy-trace.md"
