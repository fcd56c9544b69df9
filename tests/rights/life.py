"""Somebody's life in a shop of its own, a step a process: `live`, `sign_out`, `erase`, `clear`."""

import os
import sys
import time
from datetime import UTC, datetime

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
EMAIL = "zofia.kanarek@canary.example"
NAME = "Zofia Kanarek"
BROWSER = "Kanarekfox/7.1"
REASON = "She called about the kanarek parcel"
STREET = "Kanarkowa 7"
PLAIN = {"email": EMAIL, "browser": BROWSER, "reason": REASON}
SEALED = {"name": NAME, "street": STREET}
OTHERS = 30


def live() -> None:
    """Several people order, look around and are looked at; one of them is whom we look for."""
    from allauth.usersessions.models import UserSession
    from django.test import Client

    from boxmalls.accounts.signin.models import User
    from boxmalls.accounts.testing import make_account, make_address, sign_in
    from boxmalls.checkout.testing import complete, make_cart
    from boxmalls.privacy.journal import note
    from boxmalls.privacy.rights.housekeeping.clearing import own_connection
    from boxmalls.privacy.rights.testing import remember

    for number in range(OTHERS + 1):
        is_her = number == OTHERS // 2
        email = EMAIL if is_her else f"person.{number}@example.org"
        person = make_account(email, password=None, at=AT)
        delivery = {
            "name": NAME if is_her else f"Person {number}",
            "line1": STREET if is_her else "Weg 1",
            "postcode": "04107",
            "city": "Leipzig",
            "country": "DE",
        }
        make_address(person, name=delivery["name"], line1=delivery["line1"], at=AT)
        complete(make_cart(person), contact={"email": email}, delivery=delivery | {"phone": ""})
        remember(person, email=email)
        note(verb="read", subject=person.pk, actor=None, actor_role="staff", what="orders.Delivery", reason=REASON if is_her else "An ordinary call", at=AT)
        device = sign_in(Client(HTTP_HOST="eu.localhost"), person)
        user = User.objects.get(person_id=person.pk)
        UserSession.objects.create(user=user, ip="192.0.2.7", user_agent=BROWSER if is_her else "Firefox/140", session_key=device.session.session_key)
        assert device.get("/your-data").status_code == 200
    for database in ("default", "safe"):
        with own_connection(database) as connection:
            connection.execute("ANALYZE")


def sign_out() -> None:
    """She signs out everywhere, so that nothing of her sessions is left for an erasure to find."""
    from allauth.usersessions.models import UserSession

    from boxmalls.privacy.vault import blind

    [person_id] = blind.find("email", EMAIL)
    assert UserSession.objects.filter(user__person_id=person_id).delete()[0] == 1


def erase() -> None:
    """She asks to be erased."""
    from boxmalls.privacy.rights.erasing import erase_person
    from boxmalls.privacy.vault import blind

    [person_id] = blind.find("email", EMAIL)
    erase_person(person=person_id, site_code="eu", at=AT, receipt_token="secret")


def clear() -> None:
    """The worker's housekeeping, in the night after. What has not changed since is not written anew at the next run."""
    from boxmalls.privacy.rights.housekeeping import clear_what_is_due
    from boxmalls.privacy.rights.housekeeping.clearing import clear_database
    from boxmalls.privacy.rights.models import RewrittenTable

    assert clear_what_is_due(at=NIGHT) == 1
    known = dict(RewrittenTable.objects.filter(cluster="default").values_list("name", "state"))
    assert len(known) > 10
    for _ in range(30):
        changed = clear_database("default", known, at_night=True).anew
        if not changed:
            return
        known |= changed  # PostgreSQL counted late what a process before this one removed.
        time.sleep(1)
    raise AssertionError(f"Without a change these are written anew again and again: {sorted(changed)}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    {"live": live, "sign_out": sign_out, "erase": erase, "clear": clear}[sys.argv[1]]()
