"""What is carried away is what is erased and what is held; brought to another shop it is the same; and it says nothing about others."""

import json
import os
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, seed, settings

from boxmalls.accounts.models import Address, Profile
from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import make_staff
from boxmalls.privacy.journal import note
from boxmalls.privacy.models import Brought, Person
from boxmalls.privacy.register import HOLDINGS
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.rights.exporting import describe, export_person, exported_columns
from boxmalls.privacy.rights.importing import CannotImport, import_person
from boxmalls.privacy.rights.rows import database_of_holding, model_of
from boxmalls.privacy.rights.scan import scan
from boxmalls.privacy.testing import AT, make_person
from boxmalls.privacy.vault import blind
from boxmalls.privacy.vault.models import PersonKey, Tombstone
from boxmalls.privacy.vault.readers import reading_for_the_person
from tests.rights.twin.fate import fated
from tests.rights.twin.lives import a_full_life
from tests.rights.twin.plans import Plan, plans
from tests.rights.twin.snapshot import take_snapshot
from tests.rights.twin.workload import let_go, make_ground, run
from tests.rights.twin.world import THE_ONE, Ground
from tests.rights.undone import undone

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

EXAMPLES = 40 if os.environ.get("BOXMALLS_PROOF_SIZE", "small") == "full" else 4
TICKETS = "sessions.Session"
"""What the server remembers of a visit is found by its words alone; it is ended, and not handed out: where one is signed in stands beside it."""

EMPTY = (None, "", [], {})


@pytest.fixture
def ground(db) -> Ground:
    return make_ground()


def before_leaving(plan):
    """Its steps without the erasure."""
    return [step for step in plan.steps if step.verb not in ("erase", "take_their_address")]


def cells_in(snapshot):
    """Table, row and column of everything that holds a value, by the register's columns; row numbers as PostgreSQL has them."""
    found = {}
    for holding in HOLDINGS:
        meta = model_of(holding)._meta
        table = f"{database_of_holding(holding)}:{meta.db_table}"
        columns = {field.attname: field.column for field in meta.concrete_fields if field.attname in exported_columns(holding)}
        for row in snapshot.of(table):
            for name, column in columns.items():
                if row.get(column) not in EMPTY:
                    found[holding.model, ":".join(str(row[field.column]) for field in meta.pk_fields), name] = row[column]
    return found


def carried(person_id):
    """The same of a download. A sealed nothing is nothing."""
    said = describe(person_id, AT)
    return {
        (each["holding"], row["id"], column)
        for each in said["holdings"]
        for row in each["rows"]
        for column in {**row["values"], **dict.fromkeys([*row.get("withheld", ()), *row.get("redacted", ())], "held")}
        if row["values"].get(column, "held") not in EMPTY
    }


def kept_by_law(person_id):
    """Table, row and column of what a law keeps of somebody, read from their rows before they go; what a download says is not asked."""
    held = set()
    for holding in HOLDINGS:
        if holding.hold and holding.person:
            columns = holding.hold.keeps.split()
            for row in model_of(holding)._default_manager.filter(**{holding.person: person_id}):
                held |= {(holding.model, str(row.pk), column) for column in columns if getattr(row, column) not in EMPTY}
    return held


def differences(download, erased, held, left):
    """What was carried away and neither went nor is held; and the other way round."""
    return download ^ (erased | (held & left))


def test_what_is_carried_away_is_what_is_erased_and_what_is_held(ground, django_capture_on_commit_callbacks):
    @seed(11)
    @settings(max_examples=EXAMPLES, database=None, suppress_health_check=list(HealthCheck))
    @given(plan=plans(people=2, moments=24))
    def of_somebody(plan):
        with undone(), fated(str(plan.chance)) as fate:
            world = run(ground, before_leaving(plan), fate, without=None, capture=django_capture_on_commit_callbacks)
            let_go(world, THE_ONE, fate.at)
            with reading_for_the_person():
                go_and_compare(world.person(THE_ONE), fate.at)

    of_somebody()


def go_and_compare(person, at):
    download = carried(person.pk)
    there = cells_in(take_snapshot(keep_numbers=True))
    held = kept_by_law(person.pk)
    erase_person(person=person, site_code="eu", at=at)
    left = cells_in(take_snapshot(keep_numbers=True)).keys()
    erased = {cell for cell in there.keys() - left if not is_empty_seal(cell, there) and cell[0] != TICKETS}
    assert erased
    assert differences(download, erased, held, left) == set()
    for model in {model for model, _row, _column in erased | (held & left)}:
        without = {cell for cell in download if cell[0] != model}
        assert differences(without, erased, held, left), f"The control: a download without {model} is noticed."


def is_empty_seal(cell, there):
    """A sealed nothing: as long as its seal."""
    value = there[cell]
    return isinstance(value, str) and value.startswith("\\x") and len(value) == 2 + 2 * 29


def test_brought_to_an_empty_shop_it_is_the_same_byte_for_byte(ground, django_capture_on_commit_callbacks):
    with undone(), fated("5") as fate:
        world = run(ground, before_leaving(a_full_life()), fate, without=None, capture=django_capture_on_commit_callbacks)
        person_id, email = world.person(THE_ONE).pk, world.told(THE_ONE).email
        packed = export_person(person=person_id, at=AT)
    assert not Person.objects.filter(pk=person_id).exists(), "the other shop knows nobody"
    import_person(packed, at=AT)
    assert export_person(person=person_id, at=AT) == packed
    assert blind.find("email", email) == [person_id]
    with pytest.raises(CannotImport):
        import_person(packed, at=AT)
    erase_person(person=person_id, site_code="eu", at=AT)
    assert scan([email, "Canary Person 0"], folders=[]) == []
    with pytest.raises(CannotImport):
        import_person(packed, at=AT)
    assert Tombstone.objects.filter(person_id=person_id).exists()


def a_download(**changed):
    person = make_person()
    said = json.loads(ZipFile(BytesIO(export_person(person=person, at=AT))).read("export.json"))
    said["person"]["id"] = "01a1a0a3-0280-7008-88e2-1fadd343c50e"
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("export.json", json.dumps(said | changed))
    return packed.getvalue()


@pytest.mark.parametrize(
    "packed",
    [
        lambda: b"not a file",
        lambda: a_download(format="another/1"),
        lambda: a_download(person={"id": "x", "kind": "account", "made_at": "2026-01-01"}),
        lambda: a_download(person={"id": "01a1a0a3-0280-7008-88e2-1fadd343c50e", "kind": "emperor", "made_at": "2026-01-01T00:00:00+00:00"}),
        lambda: a_download(holdings=[{"holding": "signin.Secret", "rows": []}]),
        lambda: a_download(holdings=[{"holding": "signin.User", "rows": [{"id": "1", "until": None, "values": {"is_superuser": True}}]}]),
    ],
)
def test_what_is_no_download_is_refused_and_nothing_is_written(packed):
    sent = packed()
    persons, keys = Person.objects.count(), PersonKey.objects.count()
    with pytest.raises(CannotImport):
        import_person(sent, at=AT)
    assert (Person.objects.count(), PersonKey.objects.count(), Brought.objects.count()) == (persons, keys, 0)


def test_the_person_in_charge_takes_in_a_download_and_opens_an_account(tmp_path, ground, django_capture_on_commit_callbacks):
    path = tmp_path / "zofia.zip"
    with undone(), fated("8") as fate:
        steps = Plan.of(8, "0 register, 0 write_address, 0 fill_in_profile").steps
        world = run(ground, steps, fate, without=None, capture=django_capture_on_commit_callbacks)
        told, person = world.told(THE_ONE), world.person(THE_ONE)
        path.write_bytes(export_person(person=person, at=AT))
    call_command("import_person", path, "--account", stdout=StringIO())
    user = User.objects.get(email=told.email)
    assert user.person_id == person.pk
    assert Profile.objects.get(pk=person.pk).name == told.name
    assert Address.objects.filter(person=person.pk).first().line1 == told.street


def test_nobody_elses_number_is_in_a_download():
    person, staff = make_person(), make_staff(at=AT)
    note(verb="read", subject=person.pk, actor=staff.pk, actor_role="staff", what="accounts.Address", reason="A call", at=AT)
    note(verb="read", subject=person.pk, actor=person.pk, actor_role="person", what="accounts.Address", reason="You looked", at=AT)
    said = describe(person.pk, AT)
    assert str(staff.pk) not in json.dumps(said)
    [looks] = [each["rows"] for each in said["holdings"] if each["holding"] == "privacy.JournalEntry"]
    assert {tuple(row.get("redacted", ())) for row in looks} == {("actor_id",), ()}


def test_a_gifts_address_is_theirs_who_wrote_it_and_stays_out_of_what_goes_on():
    from boxmalls.accounts.actions import change_profile
    from boxmalls.accounts.queries import ProfileView
    from boxmalls.accounts.testing import make_account
    from boxmalls.checkout.testing import ADDRESSES, complete, make_cart

    giver = make_account("giver@canary.example", password=None, at=AT)
    change_profile(person_id=giver.pk, told=ProfileView(name="Lena Krause"), at=AT)
    complete(make_cart(giver), contact={"email": "giver@canary.example"}, delivery=ADDRESSES["eu"] | {"name": "Lena  krause", "line1": "Own Street 1"})
    complete(make_cart(giver), contact={"email": "giver@canary.example"}, delivery=ADDRESSES["eu"] | {"name": "Omar Friend", "line1": "Friend Street 2"})
    own, handed_on = json.dumps(describe(giver.pk, AT)), json.dumps(describe(giver.pk, AT, goes_on=True))
    assert "Omar Friend" in own
    assert "Friend Street 2" in own
    assert "Omar Friend" not in handed_on
    assert "Friend Street 2" not in handed_on
    assert "Own Street 1" in handed_on
    erase_person(person=giver, site_code="eu", at=AT)
    assert scan(["Omar Friend", "Friend Street 2"], folders=[]) == []


def test_what_is_carried_elsewhere_is_fetched_by_its_own_button_without_what_is_about_others(client):
    from boxmalls.accounts.testing import make_account, sign_in
    from boxmalls.checkout.testing import ADDRESSES, complete, make_cart
    from boxmalls.privacy.models import JournalEntry

    giver = make_account("giver@canary.example", at=AT)
    complete(make_cart(giver), contact={"email": "giver@canary.example"}, delivery=ADDRESSES["eu"] | {"name": "Omar Friend", "line1": "Friend Street 2"})
    sign_in(client, giver)
    page = client.get("/your-data", headers={"host": "eu.localhost"}).text
    assert "Carry it elsewhere" in page
    own, carried = (client.post("/your-data/download", sent, headers={"host": "eu.localhost"}) for sent in ({}, {"carry": "1"}))
    assert "to-hand-on" in carried.headers["Content-Disposition"]
    told = []
    for sent in (own, carried):
        with ZipFile(BytesIO(sent.content)) as packed:
            told.append(packed.read("export.json").decode() + packed.read("index.html").decode())
    assert "Omar Friend" in told[0], "the positive control: their own copy has it"
    assert "Omar Friend" not in told[1]
    assert "giver@canary.example" in told[1]
    assert JournalEntry.objects.filter(subject=giver, verb="exported", reason="You asked for a copy to hand on").count() == 1
