"""The files that sellers brought in lately."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from boxmalls.back_office.web.office import show
from boxmalls.base.web import Request, open_to
from boxmalls.catalog.models import ImportRun
from boxmalls.catalog.models.importing import ImportStatus
from boxmalls.catalog.queries import import_runs
from boxmalls.ui.formatting import format_moment

KINDS = {ImportStatus.WAITING: "", ImportStatus.RUNNING: "action", ImportStatus.DONE: "good", ImportStatus.REFUSED: "bad"}


@open_to("staff:support")
@require_safe
def imports(request: Request) -> HttpResponse:
    """The latest first."""
    return show(request, "imports", {"runs": [_words(run, request.LANGUAGE_CODE) for run in import_runs()], "next_href": ""})


def _words(run: ImportRun, language: str) -> dict[str, Any]:
    refused = ngettext("%(count)s not taken", "%(count)s not taken", run.refused) % {"count": run.refused} if run.refused else ""
    rows = ngettext("%(count)s row", "%(count)s rows", run.rows) % {"count": run.rows}
    return {
        "seller": run.seller.name,
        "name": run.file_name,
        "when": format_moment(run.started_at, language),
        "state": str(ImportStatus(run.status).label),
        "kind": KINDS[ImportStatus(run.status)],
        "words": ", ".join(filter(None, (rows, refused))),
    }
