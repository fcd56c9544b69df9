"""Starting an import and carrying it through, chunk by chunk, from wherever it was left."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import Conflict
from boxmalls.catalog.actions.shelves import count_shelves
from boxmalls.catalog.actions.statistics import analyse_catalogue
from boxmalls.catalog.importing import reading
from boxmalls.catalog.importing.categories import CategoryFinder, attribute_values
from boxmalls.catalog.importing.checking import Checker, Listing
from boxmalls.catalog.importing.pictures import BadPicture, Folder, Source, Stored, no_pictures
from boxmalls.catalog.importing.problems import Problem
from boxmalls.catalog.importing.taking import take
from boxmalls.catalog.models import ImportProblem, ImportRun
from boxmalls.catalog.models.importing import ImportStatus
from boxmalls.sellers.models import Seller
from boxmalls.sites.models import Site
from boxmalls.sites.queries import site as site_of

type Progress = Callable[[int, int], None]
CHUNK = 2000
PROBLEMS_KEPT = 10_000


class RunsElsewhere(Conflict):
    """Another process is carrying the same import through."""

    code = "import-runs-elsewhere"
    words = _("This file is being read already. Wait until it is done.")


def start_import(*, seller: Seller, site: Site, path: Path, at: datetime, file_name: str = "", images: Path | None = None) -> ImportRun:
    """
    Prepare to read a file. Nothing is taken yet.

    The same file for the same seller and site, left unfinished, is taken up where it stopped.
    """
    digest = reading.digest_of(path)
    unfinished = ImportRun.objects.filter(seller=seller, site=site, digest=digest).exclude(finished_at__isnull=False).first()
    if unfinished:
        unfinished.path, unfinished.images = str(path.resolve()), str(images.resolve()) if images else ""
        unfinished.save(update_fields=["path", "images"])
        return unfinished
    return ImportRun.objects.create(
        seller=seller,
        site=site,
        digest=digest,
        file_name=(file_name or path.name)[:255],
        path=str(path.resolve()),
        images=str(images.resolve()) if images else "",
        started_at=at,
    )


def run_import(*, run: ImportRun, at: datetime, progress: Progress | None = None, pictures: Source | None = None) -> ImportRun:
    """
    Carry an import through to its end, from the first row that is not in yet.

    Each chunk is one transaction: its offers, products, cards, problems, the fact for the search index, and how far we are.

    :raises RunsElsewhere: when another process took a chunk of the same import meanwhile.
    """
    if run.finished_at:
        return run
    path = Path(run.path)
    try:
        if not path.exists():
            raise reading.Unreadable("gone")
        run.status, run.rows = ImportStatus.RUNNING, reading.count_rows(path)
        run.save(update_fields=["status", "rows"])
        source = pictures or (Folder(Path(run.images)) if run.images else no_pictures)
        for chunk in _chunks(run, path):
            _take_chunk(run, chunk, *_pictures(chunk, source), at=at)
            if progress:
                progress(min(run.next_row, run.rows), run.rows)
    except reading.Unreadable as unreadable:
        return _refuse(run, unreadable, at)
    count_shelves(site_code=run.site_id)
    analyse_catalogue(new=run.created)
    run.status, run.finished_at = ImportStatus.DONE, at
    run.save(update_fields=["status", "finished_at"])
    return run


type Checked = tuple[int, Listing | None, list[Problem]]


def _chunks(run: ImportRun, path: Path) -> Iterator[list[Checked]]:
    checker = _checker(run)
    checked = ((number, *checker.check(number, row)) for number, row in reading.rows(path))
    # Rows that are in already are read again for their references, so that a later row cannot repeat one unseen.
    waiting = (row for row in checked if row[0] >= run.next_row)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


def _checker(run: ImportRun) -> Checker:
    return Checker(
        currency=site_of(run.site_id).currency,
        languages=frozenset(code for code, _name in settings.LANGUAGES),
        find_category=CategoryFinder(),
        attributes=attribute_values(),
    )


@transaction.atomic
def _take_chunk(run: ImportRun, chunk: list[Checked], pictures: dict[int, list[Stored]], bad: list[tuple[int, Problem]], *, at: datetime) -> None:
    listings = [listing for _number, listing, _problems in chunk if listing]
    problems = [(number, problem) for number, _listing, found in chunk for problem in found] + bad
    now = ImportRun.objects.select_for_update().get(pk=run.pk)
    if now.next_row != run.next_row:
        raise RunsElsewhere
    taken = take(seller=run.seller, site=run.site, listings=listings, pictures=pictures, at=at)
    kept = max(0, PROBLEMS_KEPT - ImportProblem.objects.filter(run=run).count())
    ImportProblem.objects.bulk_create(
        ImportProblem(run=run, row=number, column=each.column, code=each.code, given=each.given, details=each.details, warning=each.warning)
        for number, each in problems[:kept]
    )
    run.next_row = chunk[-1][0] + 1
    run.created += taken.created
    run.changed += taken.changed
    run.unchanged += taken.unchanged
    run.refused += len(chunk) - len(listings)
    run.save(update_fields=["next_row", "created", "changed", "unchanged", "refused"])


def _pictures(chunk: list[Checked], source: Source) -> tuple[dict[int, list[Stored]], list[tuple[int, Problem]]]:
    """Pictures made ready, by row, before the chunk's transaction. One that is bad is reported; its offer is taken without it."""
    found: dict[int, list[Stored]] = {}
    problems: list[tuple[int, Problem]] = []
    for listing in (listing for _number, listing, _problems in chunk if listing):
        for name in listing.images:
            try:
                stored = source(name)
            except BadPicture as bad:
                problems.append((listing.row, Problem("image", bad.code, name[:200], warning=True)))
                continue
            if stored:
                found.setdefault(listing.row, []).append(stored)
            else:
                problems.append((listing.row, Problem("image", "picture-missing", name[:200], warning=True)))
    return found, problems


def _refuse(run: ImportRun, unreadable: reading.Unreadable, at: datetime) -> ImportRun:
    run.status, run.refusal, run.finished_at = ImportStatus.REFUSED, unreadable.code, at
    with transaction.atomic():
        run.save(update_fields=["status", "refusal", "finished_at"])
        ImportProblem.objects.create(run=run, row=1, column="", code=unreadable.code, details=unreadable.details)
    return run
