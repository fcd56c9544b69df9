"""
Selling, sharing, advertising that follows people: whether the shop does any of it, as its register says, and a person's no to all of it.

Every word about it on any page, `gpc.json` and the link that California wants (Cal. Civ. Code 1798.135) are made from this: a purpose that is
marked `sharing` turns them, and nothing else does.
"""

from datetime import datetime
from uuid import UUID

from boxmalls.privacy.register import PURPOSES, Purpose, Target

from .actions import hear_signal, opt_out
from .standing import standing


def sharing_purposes() -> list[Purpose]:
    """The purposes that are a sale, a sharing, or advertising aimed by it."""
    return sorted((purpose for purpose in PURPOSES if purpose.sharing), key=lambda purpose: purpose.code)


def shares() -> bool:
    """Whether the shop sells or shares at all, of whomever."""
    return any(purpose.sharing for purpose in PURPOSES)


def stop_sharing(*, person_id: UUID, site_code: str, at: datetime) -> None:
    """Sell and share nothing of this person: every yes to it is taken back, every purpose refused, on every device, as if a browser had said so."""
    for purpose in sharing_purposes():
        opt_out(person_id=person_id, target=Target(purpose=purpose.code), site_code=site_code, at=at)
    hear_signal(person_id=person_id, site_code=site_code, at=at)


def has_stopped(person_id: UUID) -> bool:
    """Whether the person has said no to all of it, here or by their browser."""
    stands = standing(person_id)
    return stands.signalled_at is not None or all(Target(purpose=purpose.code) in stands.refused for purpose in sharing_purposes())
