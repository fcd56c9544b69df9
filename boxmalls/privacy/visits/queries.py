"""What somebody opened lately."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from boxmalls.privacy.models import Visit
from boxmalls.privacy.vault import unwrap


@dataclass(frozen=True, slots=True)
class Viewed:
    """A product that was opened, with its page."""

    product_id: UUID
    page: str
    at: datetime

    @property
    def words(self) -> str:
        """The product's name as its address spells it."""
        name = self.page.rstrip("/").rpartition("/")[2].replace("-", " ")
        return name[:1].upper() + name[1:]


def recently_viewed(person_id: UUID, limit: int = 12) -> list[Viewed]:
    """The products that somebody opened, the latest first; empty unless they agreed to it. Two queries."""
    rows = unwrap(Visit.objects.filter(person_id=person_id).order_by("-at")[:limit])
    return [Viewed(row.product_id, row.page, row.at) for row in rows if row.page]
