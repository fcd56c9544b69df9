"""What the till does by night."""

import logging

from django.tasks import task

from boxmalls.checkout.actions.check_books import check_all_books

logger = logging.getLogger(__name__)


@task
def check_books() -> None:
    """Read all the books; what does not agree is logged as an error, and fails the task, so that somebody looks."""
    found = check_all_books()
    if found:
        logger.error("books.disagree", extra={"count": len(found)})
        raise RuntimeError(f"{len(found)} things in the books do not agree: run manage.py check_books.")
