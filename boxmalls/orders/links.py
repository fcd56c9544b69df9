"""The link by which a guest comes back to an order: signed, for one group, good for 180 days."""

from datetime import timedelta
from uuid import UUID

from django.core import signing

from boxmalls.sites.links import absolute_address

__all__ = ["absolute_address", "group_of_token", "order_address", "tracking_token"]

SALT = "orders.tracking"
GOOD_FOR = timedelta(days=180)


def tracking_token(group_id: UUID) -> str:
    """What stands behind `?token=` in the link."""
    return signing.dumps(str(group_id), salt=SALT)


def group_of_token(token: str) -> UUID | None:
    """The group that a token opens; None if it was made up, changed, or is too old."""
    try:
        return UUID(signing.loads(token, salt=SALT, max_age=GOOD_FOR))
    except (signing.BadSignature, ValueError):
        return None


def order_address(number: str, group_id: UUID | None = None) -> str:
    """Where a group's page is; with the group's id, a link that opens it without signing in."""
    return f"/orders/{number}" + (f"?token={tracking_token(group_id)}" if group_id else "")
