"""Teaching search which words mean the same. A change is heard by every process within a minute."""

import csv
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import BadInput
from boxmalls.search.models import Synonym
from boxmalls.search.synonyms import forget_synonyms
from boxmalls.search.words.analysis import analyse

SEED = Path(__file__).parent.parent / "data" / "synonyms.csv"
LONGEST_WAY = 60
MOST_WAYS = 30


class NotSynonyms(BadInput):
    code = "not-synonyms"
    words = _("Give at least two different ways to say it, such as: sofa, couch.")


@transaction.atomic
def add_synonyms(*, words: Sequence[str], site_code: str | None = None, language: str = "") -> Synonym:
    """
    Let these words find the same things, on one site or on all.

    :raises NotSynonyms: if there are not two ways that differ.
    """
    ways = {tuple(analyse(word).words): " ".join(word.split()) for word in words if len(word) <= LONGEST_WAY}
    ways.pop((), None)
    if not 2 <= len(ways) <= MOST_WAYS:
        raise NotSynonyms
    made = Synonym.objects.create(words=list(ways.values()), site_id=site_code, language=language)
    transaction.on_commit(forget_synonyms)
    return made


@transaction.atomic
def remove_synonyms(*, synonym_id: UUID) -> None:
    """Let these words be different things again. What is not there is no error."""
    Synonym.objects.filter(pk=synonym_id).delete()
    transaction.on_commit(forget_synonyms)


def read_seed() -> list[tuple[str, list[str]]]:
    """What a new shop starts with: language and words of each line."""
    with SEED.open(encoding="utf-8", newline="") as file:
        return [(row["language"], [word.strip() for word in row["words"].split("|")]) for row in csv.DictReader(file)]
