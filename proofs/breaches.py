"""
A breach, as a drill: who is affected is counted anew from the tables, when each law wants whom told is computed anew from the laws' own words, and nobody is
written to.

The hours stand here, taken from the laws: GDPR Art. 33 (72 hours); Malaysia's PDPA s. 12B with the Commissioner's guideline (72
hours); Taiwan's rule for online retailers of 2021 (72 hours).
"""

from datetime import UTC, datetime, timedelta

from proofs import Ground, Outcome, Proof, Size, walks

WITHIN = {("EU", "authority"): timedelta(hours=72), ("MY", "authority"): timedelta(hours=72), ("TW", "authority"): timedelta(hours=72)}
AFFECTED = (
    "SELECT count(DISTINCT d.person_id) FROM orders_delivery d JOIN orders_order o ON o.id = d.order_id JOIN orders_ordergroup g ON g.id = o.group_id "
    "WHERE g.site_id = 'eu'"
)


def run(ground: Ground, size: Size) -> Outcome:
    """Some people have ordered; a drill is held; then more have, and another is held."""
    held, short, before = list[bool](), list[str](), -1
    officer = ground.signed_in("officer")
    differs = True
    for _ in range(size.of(small=2, full=12)):
        visitor = ground.http()
        walks.put_in_basket(visitor, "padded chair")
        walks.place_order(visitor, ground.someone())
        ground.settle()
        mails = len(ground.mails())
        found = datetime.now(UTC).replace(second=0, microsecond=0)
        page = officer.submit(
            officer.get("/office/breaches/"), "/office/breaches/",
            title="A drill", what_happened="A printed list was lost.", detected_at=f"{found:%Y-%m-%dT%H:%M}", sites=["eu"],
            holdings=["orders.Delivery"], keys_exposed="on", harm="on", drill="on",
        )  # fmt: skip
        breach = page.url.rpartition("/")[2]
        [(people,)] = ground.rows("SELECT count(DISTINCT person_id) FROM privacy_breachedperson WHERE breach_id::text = %s", breach)
        [(affected,)] = ground.rows(AFFECTED)
        duties = ground.rows("SELECT law, whom, due_at FROM privacy_breachnotice WHERE breach_id::text = %s AND stage <> 'final'", breach)
        late = [law for law, whom, due in duties if (law, whom) in WITHIN and due != found + WITHIN[law, whom]]
        checks = {
            "who is affected is counted otherwise": people == affected,
            "the authority's hours are others": not late and any((law, whom) in WITHIN for law, whom, _due in duties),
            "people need not be told": any(whom == "people" for _law, whom, _due in duties),
        }
        officer.post(f"/office/breaches/{breach}/letters")
        officer.post(f"/office/breaches/{breach}/closing", {"words": "It was a drill."})
        ground.settle()
        checks["somebody was written to"] = len(ground.mails()) == mails
        differs &= people != before
        before = people
        held += checks.values()
        short += [words for words, good in checks.items() if not good]
    return Outcome(len(held), sum(held), "the count of the drill before, when fewer had ordered", differs, tuple(short))


PROOF = Proof(code="breaches", words="Who is affected and by when whom to tell is as the tables and the laws say; a drill writes to nobody", run=run)
