"""The last day of requests, counted anew by somebody who has read the laws and not our code; and changes by force that the database refuses."""

from calendar import SATURDAY, monthrange
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import psycopg
from holidays import HolidayBase, country_holidays

from proofs import Ground, Outcome, Proof, Size
from proofs.visitor import Visitor

# law: zone, country, part, and by kind of request: days, working days or months.
LAWS = {
    "TW": ("Asia/Taipei", "TW", None, {"access": ("days", 15), "delete": ("days", 30), "correct": ("days", 30)}),
    "MY": ("Asia/Kuala_Lumpur", "MY", "KUL", {"access": ("days", 21), "who": ("days", 21), "object": ("days", 21)}),
    "SG": ("Asia/Singapore", "SG", None, {"access": ("days", 30), "withdraw": ("working", 10), "object": ("working", 10)}),
    "JP": ("Asia/Tokyo", "JP", None, {"access": ("days", 14), "delete": ("days", 14), "who": ("days", 14)}),
    "EU": ("Europe/Brussels", "NL", None, {"access": ("months", 1), "delete": ("months", 1), "restrict": ("months", 1)}),
    "US-CA": ("America/Los_Angeles", "US", "CA", {"delete": ("days", 45), "access": ("days", 45), "object": ("working", 15)}),
}
# Public holidays of 2026 that are no Saturday or Sunday, by hand from the lists that each place published. For other years, the library.
HOLIDAYS_2026 = {
    "TW": "01-01 02-16 02-17 02-18 02-19 02-20 02-27 04-03 04-06 05-01 06-19 09-25 09-28 10-09 10-26 12-25",
    "MY": "01-01 02-02 02-17 02-18 03-20 03-23 05-01 05-27 06-01 06-02 06-17 08-25 08-31 09-16 11-09 12-25",
    "SG": "01-01 02-17 02-18 04-03 05-01 05-27 06-01 08-10 11-09 12-25",
    "EU": "01-01 04-03 04-06 04-27 05-14 05-25 12-25",
    "JP": "01-01 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23",
    "US-CA": "01-01 01-19 02-16 03-31 05-25 06-19 09-07 11-11 11-26 11-27 12-25",
}

# By how much the law lets the answer wait longer, once: days, or months in all from receipt.
MORE = {
    ("TW", "access"): ("days", 15 + 15),
    ("TW", "delete"): ("days", 30 + 30),
    ("TW", "correct"): ("days", 30 + 30),
    ("MY", "access"): ("days", 21 + 14),
    ("MY", "who"): ("days", 21 + 14),
    ("EU", "access"): ("months", 1 + 2),
    ("EU", "delete"): ("months", 1 + 2),
    ("EU", "restrict"): ("months", 1 + 2),
    ("US-CA", "access"): ("days", 45 + 45),
    ("US-CA", "delete"): ("days", 45 + 45),
}
NEVER_AFTER = {"US-CA": 90}
"""A maximum total of calendar days from receipt: 11 CCR 7021(b)."""

EXTENSIONS = {law: [kind for known, kind in MORE if known == law] for law in LAWS}
BY_HAND = 2026
PART_FIRST = {"MY"}
STANDS = "SELECT received_at, received_on, due_on FROM privacy_office_request WHERE number = %s"
BY_FORCE = (
    "UPDATE privacy_office_request SET due_on = due_on + 30",
    "UPDATE privacy_office_request SET counted_to = counted_to + 30",
    "UPDATE privacy_office_request SET state = 'closed', ended_on = due_on",
    "UPDATE privacy_office_request SET proven = 2",
    "UPDATE privacy_office_request SET state = 'working', proven = needs, steps_taken = steps_taken + 1",
    "UPDATE privacy_office_step SET due_after = due_after + 1",
    "UPDATE privacy_office_step SET at = at - interval '3 days'",
    "DELETE FROM privacy_office_step",
    "INSERT INTO privacy_office_step (id, request_id, person_id, number, verb, before, after, due_before, due_after, code, actor_role, at)"
    " SELECT gen_random_uuid(), id, person_id, 99, 'extend', state, state, due_on, due_on + 9, '', 'staff', now() FROM privacy_office_request LIMIT 1",
)


def run(ground: Ground, size: Size) -> Outcome:
    """Ask as a stranger under each law, compare the last day, take more time as the person in charge, then try to move it from psql."""
    kinds = size.of(small=2, full=3)
    officer = ground.signed_in("officer")
    asked = [(law, kind) for law, (*_place, rules) in LAWS.items() for kind in list(rules)[:kinds]]
    right = [_asks(ground, officer, law, kind) for law, kind in asked]
    refused = [_is_refused(ground, statement) for statement in BY_FORCE]
    control = not _is_refused(ground, BY_FORCE[0], guarded=False)
    short = [f"{law} {kind}" for (law, kind), good in zip(asked, right, strict=True) if not good]
    short += [statement[:60] for statement, good in zip(BY_FORCE, refused, strict=True) if not good]
    return Outcome(len(asked) + len(BY_FORCE), sum(right) + sum(refused), "the triggers of the register", control, tuple(short))


def _asks(ground: Ground, officer: Visitor, law: str, kind: str) -> bool:
    """Whether the last day is right, and the one after more time was taken, where the law gives more without an answer in part."""
    told = {"kind": kind, "words": "A question.", "law": law, "email": ground.someone().email, "accurate": "on"}
    answer = ground.http("eu").post("/privacy/requests/new", told)
    number = answer.url.partition("/privacy/requests/")[2].partition("?")[0]
    found = ground.rows(STANDS, number)
    if not found or found[0][1:] != expected(law, kind, found[0][0]):
        return False
    if (law, kind) not in MORE or law in PART_FIRST:
        return True
    officer.post(f"/office/requests/{number}/extend", {"words": "It is much to gather."})
    return ground.rows(STANDS, number)[0][2] == last_day(law, kind, found[0][1], more=True)


def expected(law: str, kind: str, received_at: datetime) -> tuple[date, date]:
    """The day of receipt there, and the last day for the answer."""
    start = received_at.astimezone(ZoneInfo(LAWS[law][0])).date()
    return start, last_day(law, kind, start)


def last_day(law: str, kind: str, start: date, *, stopped: int = 0, more: bool = False) -> date:
    """The last day for the answer to what arrived on a day: with the days that the clock stood still, and with the time that may be taken once."""
    unit, count = MORE[law, kind] if more else LAWS[law][3][kind]
    day = start
    if unit == "working":
        while count:
            day += timedelta(days=1)
            count -= _works(law, day)
    elif unit == "months":
        number = start.month + count
        year, month = start.year + (number - 1) // 12, (number - 1) % 12 + 1
        day = date(year, month, min(start.day, monthrange(year, month)[1]))
    else:
        day = start + timedelta(days=count)
    day += timedelta(days=stopped)
    while not _works(law, day) and (day - start).days < NEVER_AFTER.get(law, 9999):
        day += timedelta(days=1)
    return day


def _works(law: str, day: date) -> bool:
    if day.year == BY_HAND:
        return day.weekday() < SATURDAY and f"{day:%m-%d}" not in HOLIDAYS_2026[law].split()
    _zone, country, part, _rules = LAWS[law]
    return bool(_library(country, part).is_working_day(day))


@cache
def _library(country: str, part: str | None) -> HolidayBase:
    return country_holidays(country, subdiv=part)


def _is_refused(ground: Ground, statement: str, *, guarded: bool = True) -> bool:
    """Whether the database refuses a change as whoever serves, for a purpose that the table knows; nothing stays of it."""
    with ground.connect("shop", "app" if guarded else "admin") as connection, connection.transaction(force_rollback=True):
        connection.execute("SELECT set_config('boxmalls.purpose', 'privacy_office.requests', true)")
        if not guarded:
            connection.execute("SET LOCAL session_replication_role = replica")
        try:
            connection.execute(statement.encode())
        except psycopg.Error:
            return True
    return False


PROOF = Proof(code="deadlines", words="Every request has the last day that its law names, and nothing moves it unsaid.", run=run)
