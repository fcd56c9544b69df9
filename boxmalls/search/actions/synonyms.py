"""The synonyms that a new shop starts with."""

import csv
from pathlib import Path

from django.db import transaction

from boxmalls.search.models import Synonym
from boxmalls.search.synonyms import forget_synonyms

SEED = Path(__file__).parent.parent / "data" / "synonyms.csv"


def read_seed() -> list[tuple[str, list[str]]]:
    """Language and words of each line."""
    with SEED.open(encoding="utf-8", newline="") as file:
        return [(row["language"], [word.strip() for word in row["words"].split("|")]) for row in csv.DictReader(file)]


@transaction.atomic
def seed_synonyms() -> int:
    """Put in the first synonyms, unless there are any; returns how many."""
    if Synonym.objects.exists():
        return 0
    made = Synonym.objects.bulk_create([Synonym(language=language, words=words) for language, words in read_seed()])
    forget_synonyms()
    return len(made)
