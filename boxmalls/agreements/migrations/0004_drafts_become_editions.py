"""What was drafted and decided on so far, as steps of editions; the orders that were set so far, as the first of each site."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import migrations
from django.utils import timezone

NOBODY = UUID(int=0)


def carry_over(apps: Any, _schema: Any) -> None:
    for draft in apps.get_model("agreements", "AgreementDraft").objects.select_related("text").order_by("made_at"):
        _carry(apps, draft)
    ranked: dict[str, list[str]] = {}
    for row in apps.get_model("agreements", "Precedence").objects.order_by("site_code", "rank"):
        ranked.setdefault(row.site_code, []).append(row.kind)
    at = timezone.now()
    for code, kinds in ranked.items():
        change = apps.get_model("agreements", "OrderChange").objects.create(
            site_code=code, kinds=kinds, before=[], why="", author_id=NOBODY, made_at=at
        )
        apps.get_model("agreements", "OrderDecision").objects.create(change=change, author_id=NOBODY, by_id=None, approved=True, at=at)


def _carry(apps: Any, draft: Any) -> None:
    model = {name: apps.get_model("privacy", name) for name in ("Edition", "EditionText", "EditionStep", "EditionProposal", "PolicyText")}
    edition = model["Edition"].objects.create(
        id=draft.pk, work=draft.kind, title=draft.kind, site_codes=draft.site_codes, binding_language=draft.text.language,
        overrides=draft.overrides, author_id=draft.author_id, made_at=draft.made_at,
    )  # fmt: skip
    said = {"language": draft.text.language, "text": draft.text.text}
    text, _new = model["PolicyText"].objects.get_or_create(sha256=sha256(draft.text.text.encode()).hexdigest(), defaults=said)
    decision = apps.get_model("agreements", "AgreementDecision").objects.filter(draft=draft).first()
    steps = [("drafted", draft.author_id, draft.made_at, "")]
    if decision is not None and decision.approved:
        by_whom = [("proposed", draft.author_id), ("approved", decision.by_id), ("scheduled", decision.by_id), ("in_force", None)]
        steps += [(kind, by, decision.at, "") for kind, by in by_whom]
    elif decision is not None:
        steps.append(("withdrawn", decision.by_id, decision.at, decision.reason))
    for number, (kind, by, at, reason) in enumerate(steps, 1):
        step = model["EditionStep"].objects.create(
            edition=edition, number=number, kind=kind, author_id=draft.author_id, by_id=by, reason=reason, at=at
        )
        if kind == "drafted":
            model["EditionText"].objects.create(edition=edition, language=text.language, text=text, news="", imported_at=at)
        if kind == "proposed":
            model["EditionProposal"].objects.create(
                step=step, edition=edition, material=True, purposes=[], categories=[], reworded=[], effective_on=at.date(), short_notice="",
                bases={}, fingerprint="",
            )  # fmt: skip
    if decision is not None and decision.approved:
        begun = apps.get_model("agreements", "AgreementVersion").objects.filter(kind=draft.kind, site_code__in=draft.site_codes, published_at=decision.at)
        begun.update(edition=edition)
        # Nobody is written to now of what began before there were letters about it.
        apps.get_model("privacy", "AnnouncementEnd").objects.create(edition=edition, kind="begun", missed=0, at=decision.at)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_editions"), ("privacy", "0083_told_after_it_began")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
