"""
The record of processing activities and the impact assessment, written from the register, so that they cannot drift from what runs.

Sources: GDPR art. 30(1) and art. 35(7); what only people can judge is left open and says so.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from boxmalls.privacy.disclosure.recipients import said
from boxmalls.privacy.laws import laws
from boxmalls.privacy.models import RecipientFact, Safeguard
from boxmalls.privacy.register import HOLDINGS, PURPOSES, RECIPIENTS, Holding, Purpose, Recipient
from boxmalls.privacy.rights.rows import model_of
from boxmalls.privacy.vault.fields import sealed_fields
from boxmalls.sellers.models import Seller
from boxmalls.shipping.models import Rate
from boxmalls.sites.models import Site

TO_STATE = "____"
"""What nobody has said yet: where a server is that the operator hired, and what a transfer rests on (GDPR art. 46). `/office/recipients/` asks."""

EEA = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IS",
        "IT",
        "LI",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
"""Where the GDPR is law (Agreement on the European Economic Area, annex XI, 5e): nothing that stays there is a transfer."""

MEASURES = (
    "Private values are sealed with a key of each person's own (AES-256-GCM); the keys are wrapped and kept in a database of their own.",
    "The database refuses what is not declared, and what is written for a purpose that its declaration does not name.",
    "Every look and change by anybody but the person is in a journal that the person sees, and whose seal shows a gap or a change.",
    "Rows end by time, by themselves; erasing destroys the person's key.",
    "Reading beyond a role takes a reason, two people and thirty minutes.",
)


def activities(site: Site) -> dict[str, Any]:
    """The record of one site: the controller, and for each purpose what art. 30(1)(b) to (g) asks for."""
    law, known = laws().get(site.law), said()
    outside = [_recipient(each, site, known.get(each.code)) for each in RECIPIENTS]
    return {
        "controller": {"name": site.operator_name, "site": site.name, "law": law.name if law else site.law},
        "person_in_charge": {"name": site.officer_name, "address": site.officer_address, "email": site.officer_email},
        "activities": [_activity(purpose, outside) for purpose in sorted(PURPOSES, key=lambda each: each.code) if _tables(purpose)],
        "measures": [str(measure) for measure in MEASURES],
    }


def as_json(site: Site) -> str:
    """The record as JSON."""
    return json.dumps(activities(site), ensure_ascii=False, indent=2)


def impact_assessment(site: Site) -> str:
    """An assessment to complete, as Markdown: what the system knows is filled in, what people judge is left open."""
    return "\n".join(_assessment(site)) + "\n"


def _activity(purpose: Purpose, outside: Sequence[dict[str, Any]]) -> dict[str, Any]:
    tables = _tables(purpose)
    return {
        "purpose": purpose.code,
        "words": str(purpose.words),
        "basis": purpose.basis.value,
        "occasion": purpose.occasion.clause,
        "subjects": sorted({"buyers", "visitors"} if purpose.occasion.value in "fi" else {"people with an account"}),
        "categories": sorted({category.clause for table in tables for category, why in table.fields.values() if why == purpose}),
        "readers": sorted({reader for table in tables for reader in table.readers}),
        "recipients": [_without(each, "purposes", "abroad", "safeguard") for each in outside if purpose.code in each["purposes"]],
        "transfers": [
            {"recipient": each["code"], "country": country, "safeguard": each["safeguard"]}
            for each in outside
            if purpose.code in each["purposes"]
            for country in each["abroad"]
        ],
        "kept": sorted({_kept(table) for table in tables}),
        "tables": [table.model for table in tables],
        "sealed": sorted({f"{table.model}.{field.attname}" for table in tables for field in sealed_fields(model_of(table))}),
    }


def _recipient(each: Recipient, site: Site, fact: RecipientFact | None) -> dict[str, Any]:
    """Somebody outside, with where they are: as declared, as the operator says, or as sellers and deliveries do. Abroad is beyond the law of the site."""
    found = COUNTRIES[each.code](site) if each.code in COUNTRIES else {fact.country if fact else each.country} - {""}
    here = EEA if site.law == "EU" else {site.country}
    return {
        "code": each.code, "name": str(each.name), "receives": str(each.receives), "why": str(each.why), "policy": each.policy_url,
        "provider": fact.name if fact else "", "contract": str(fact.contract_on or TO_STATE) if fact else TO_STATE,
        "countries": sorted(found) or TO_STATE, "purposes": each.purposes, "abroad": sorted(found - here), "safeguard": _safeguard(each.code, fact),
    }  # fmt: skip


def _safeguard(code: str, fact: RecipientFact | None) -> str:
    """What a transfer rests on: goods that somebody orders abroad need it for the contract; of a hired server the operator says it."""
    if code in COUNTRIES:
        return str(Safeguard.CONTRACT.label)
    return str(fact.get_safeguard_display()) if fact else TO_STATE


def _countries_of_sellers(site: Site) -> set[str]:
    """Where those are who deliver on this site."""
    return set(Seller.objects.filter(pk__in=Rate.objects.filter(site=site).values("seller_id")).values_list("country", flat=True).distinct())


COUNTRIES: dict[str, Callable[[Site], set[str]]] = {"seller": _countries_of_sellers, "courier": lambda site: set(site.ships_to)}


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def _tables(purpose: Purpose) -> list[Holding]:
    return [holding for holding in HOLDINGS if purpose in holding.purposes]


def _kept(holding: Holding) -> str:
    if holding.keep.law:
        return f"as the law asks ({holding.keep.law})"
    return f"{holding.keep.days} days" if holding.keep.days is not None else "until the person erases it"


def _named(recipient: dict[str, Any]) -> str:
    countries = recipient["countries"]
    places = countries if isinstance(countries, str) else ", ".join(countries)
    return f"{recipient['name']} ({', '.join(filter(None, (recipient['provider'], places)))})"


def _where(fact: RecipientFact | None) -> str:
    """What the operator said of a recipient, as the end of a line."""
    return f" {fact.name}, {fact.country}: {fact.get_safeguard_display()}. {_('Contract')}: {fact.contract_on or TO_STATE}." if fact else ""


def _assessment(site: Site) -> Iterator[str]:
    told, known = activities(site), said()
    yield f"# {_('Data protection impact assessment')}: {site.name}\n"
    yield f"{_('Controller')}: {site.operator_name}. {_('Law')}: {told['controller']['law']}. {_('Person in charge')}: {site.officer_name}.\n"
    yield f"## 1. {_('What is done, and why')}\n"
    for each in told["activities"]:
        yield f"### {each['purpose']}\n\n{each['words']}\n"
        yield f"- {_('Basis')}: {each['basis']}; {_('occasion')} {each['occasion']}; {_('categories')} {', '.join(each['categories'])}"
        yield f"- {_('Kept')}: {'; '.join(each['kept'])}"
        yield f"- {_('Readers')}: {', '.join(each['readers']) or '–'}"
        yield f"- {_('Recipients')}: {'; '.join(_named(row) for row in each['recipients']) or '–'}"
        yield f"- {_('Locked')}: {', '.join(each['sealed']) or '–'}"
        yield f"- {_('Needed, and no more than needed?')} ____\n"
    yield f"## 2. {_('Who receives something')}\n"
    yield from (f"- {each.name}: {each.receives} {each.why}{_where(known.get(each.code))}" for each in RECIPIENTS)
    yield f"\n## 3. {_('What protects it')}\n"
    yield from (f"- {measure}" for measure in MEASURES)
    yield f"\n## 4. {_('Risks to people')}\n"
    yield f"| {_('Risk')} | {_('Likely?')} | {_('How grave?')} | {_('What is done')} | {_('What is left')} |\n|---|---|---|---|---|"
    yield from (f"| {risk} | ____ | ____ | ____ | ____ |" for risk in (_("Seen by somebody who may not"), _("Changed unnoticed"), _("Lost")))
    yield f"\n## 5. {_('Decision')}\n\n{_('Advice of the person in charge')}: ____\n\n{_('Decided by, on')}: ____"
