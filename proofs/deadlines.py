"""The last day of requests, counted anew by somebody who has read the laws and not our code; and changes by force that the database refuses."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
from holidays import country_holidays

from proofs import Ground, Outcome, Proof, Size

# law: zone, country, part, and by kind of request: days, working days or months.
LAWS = {
    "TW": ("Asia/Taipei", "TW", None, {"access": ("days", 15), "delete": ("days", 30), "correct": ("days", 30)}),
    "MY": ("Asia/Kuala_Lumpur", "MY", "KUL", {"access": ("days", 21), "who": ("days", 21), "object": ("days", 21)}),
    "SG": ("Asia/Singapore", "SG", None, {"access": ("days", 30), "withdraw": ("working", 10), "object": ("working", 10)}),
    "EU": ("Europe/Brussels", "NL", None, {"access": ("months", 1), "delete": ("months", 1), "restrict": ("months", 1)}),
    "US-CA": ("America/Los_Angeles", "US", "CA", {"delete": ("days", 45), "access": ("days", 45), "object": ("working", 15)}),
}
BY_FORCE = (
    "UPDATE privacy_office_request SET due_on = due_on + 30",
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
    """Ask as a stranger under each law, compare the last day, then try to move it from psql."""
    kinds = size.of(small=2, full=3)
    asked = [(law, kind) for law, (*_place, rules) in LAWS.items() for kind in list(rules)[:kinds]]
    right = [_asks(ground, law, kind) for law, kind in asked]
    refused = [_is_refused(ground, statement) for statement in BY_FORCE]
    control = not _is_refused(ground, BY_FORCE[0], guarded=False)
    short = [f"{law} {kind}" for (law, kind), good in zip(asked, right, strict=True) if not good]
    short += [statement[:60] for statement, good in zip(BY_FORCE, refused, strict=True) if not good]
    return Outcome(len(asked) + len(BY_FORCE), sum(right) + sum(refused), "the triggers of the register", control, tuple(short))


def _asks(ground: Ground, law: str, kind: str) -> bool:
    told = {"kind": kind, "words": "A question.", "law": law, "email": ground.someone().email, "accurate": "on"}
    answer = ground.http("eu").post("/privacy/requests/new", told)
    number = answer.url.partition("/privacy/requests/")[2].partition("?")[0]
    found = ground.rows("SELECT received_at, received_on, due_on FROM privacy_office_request WHERE number = %s", number)
    return bool(found) and found[0][1:] == expected(law, kind, found[0][0])


def expected(law: str, kind: str, received_at: datetime) -> tuple[date, date]:
    """The day of receipt there, and the last day for the answer."""
    zone, country, part, rules = LAWS[law]
    calendar = country_holidays(country, subdiv=part)
    unit, count = rules[kind]
    start = day = received_at.astimezone(ZoneInfo(zone)).date()
    if unit == "working":
        while count:
            day += timedelta(days=1)
            count -= calendar.is_working_day(day)
        return start, day
    if unit == "months":
        month = start.month % 12 + 1
        year = start.year + (start.month == 12)
        day = date(year, month, min(start.day, monthrange(year, month)[1]))
    else:
        day = start + timedelta(days=count)
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return start, day


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
