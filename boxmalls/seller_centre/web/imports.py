"""Bringing in a file of listings, watching it, reading what is to be mended."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from boxmalls.base.clock import now
from boxmalls.base.ids import new_id
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request
from boxmalls.catalog.actions.imports import start_import
from boxmalls.catalog.importing.columns import COLUMNS
from boxmalls.catalog.importing.problems import in_words
from boxmalls.catalog.models import ImportRun
from boxmalls.catalog.models.importing import ImportStatus
from boxmalls.catalog.queries import import_problems
from boxmalls.catalog.tasks import carry_import
from boxmalls.seller_centre.forms import ImportForm
from boxmalls.seller_centre.web.desk import desk, show, with_shop
from boxmalls.sellers.models import Seller
from boxmalls.sites.queries import all_sites, site
from boxmalls.ui.formatting import format_moment

FILES_SHOWN = 20
KINDS = {ImportStatus.WAITING: "", ImportStatus.RUNNING: "action", ImportStatus.DONE: "good", ImportStatus.REFUSED: "bad"}


@desk
@require_http_methods(["GET", "POST"])
def imports(request: Request, seller: Seller) -> HttpResponse:
    """Show the files so far; or take a new one and begin to read it."""
    sent = request.method == "POST"
    form = ImportForm(request.POST if sent else None, request.FILES if sent else None, sites=all_sites(), initial={"site": request.site.code})
    if sent and form.is_valid():
        run = begin(seller, form.cleaned_data["site"], form.cleaned_data["file"])
        return HttpResponseRedirect(with_shop(request, f"/seller/imports/{run.pk}"), status=303)
    runs = ImportRun.objects.filter(seller=seller).select_related("site")[:FILES_SHOWN]
    words = {
        "form": form,
        "columns": [(column.name, f"{column.words} {_('Needed.')}" if column.needed else str(column.words)) for column in COLUMNS],
        "runs": [run_words(request, run) for run in runs],
    }
    return show(request, "imports", words, status=422 if sent else 200)


def begin(seller: Seller, site_code: str, file: Any) -> ImportRun:
    """Put a file aside under a name of our own, and ask the worker to read it. Its own name is not kept: people call files after people."""
    at = now()
    folder = Path(settings.MEDIA_ROOT).parent / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{new_id()}{Path(file.name).suffix.lower()}"
    with path.open("wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
    run = start_import(seller=seller, site=site(site_code), path=path, file_name=f"{at:%Y-%m-%d-%H%M%S}{path.suffix}", at=at)
    carry_import.enqueue(run_id=str(run.pk))
    return run


@desk
@require_safe
def run(request: Request, seller: Seller, run_id: UUID) -> HttpResponse:
    """
    One file: how far it is, and what is to be mended in it.

    :raises NotFound: when it is not this seller's.
    """
    found = ImportRun.objects.select_related("site").filter(pk=run_id, seller=seller).first()
    if found is None:
        raise NotFound
    problems = [(note.row, note.column, note.words, note.given) for note in import_problems(found)]
    words = {"run": run_words(request, found), "problems": problems, "next_href": ""}
    return show(request, "import", words, block="state" if request.htmx else "")


def run_words(request: Request, found: ImportRun) -> dict[str, Any]:
    """An import in words."""
    running = found.status in (ImportStatus.WAITING, ImportStatus.RUNNING)
    done = max(0, found.next_row - 1)
    return {
        "href": with_shop(request, f"/seller/imports/{found.pk}"),
        "name": found.file_name,
        "when": format_moment(found.started_at, request.LANGUAGE_CODE),
        "state": str(ImportStatus(found.status).label),
        "kind": KINDS[ImportStatus(found.status)],
        "running": running,
        "done": min(done, found.rows),
        "most": found.rows or 1,
        "refusal": in_words(found.refusal, {"formats": "CSV, JSON Lines, Parquet", "missing": ""}) if found.refusal else "",
        "words": ngettext("%(done)s of %(count)s row", "%(done)s of %(count)s rows", found.rows) % {"done": min(done, found.rows), "count": found.rows},
        "rows": [
            (_("New"), found.created, ""),
            (_("Changed"), found.changed, ""),
            (_("As before"), found.unchanged, ""),
            (_("Not taken"), found.refused, ""),
            (_("Site"), found.site.name, ""),
        ],
    }
