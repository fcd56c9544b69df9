"""What a page says of a text that is announced: what is new, from when, why so soon, and each change beside what is in force."""

from typing import Any

from django.conf import settings

from boxmalls.base.refusals import NotFound

from .queries import Comparison, coming_to, comparisons, text_of
from .showing import counted, rows_of


def what_comes(site_code: str, work: str, language: str) -> dict[str, Any]:
    """
    The text that is announced for a site, in a language if there is one to compare, else the binding one.

    :raises NotFound: if none is announced.
    """
    found = coming_to(site_code, work)
    if found is None:
        raise NotFound
    edition, proposal = found
    text = text_of(edition, language)
    assert text is not None
    compared = _on(site_code, comparisons(edition, text.language))
    if compared.base is None or all(pair.old is None for pair in compared.pairs):
        compared = _on(site_code, comparisons(edition))
    return {
        "edition": edition,
        "proposal": proposal,
        "news": text.news,
        "news_language": text.language,
        "counted": counted(compared.pairs),
        "rows": rows_of(compared.pairs),
        "text_language": compared.language,
        "binding": dict(settings.LANGUAGES).get(edition.binding_language, edition.binding_language),
    }


def _on(site_code: str, compared: list[Comparison]) -> Comparison:
    return next(each for each in compared if site_code in each.site_codes)
