"""Who may write to an address, and where what is written goes. Addresses are compared by the blind index; none is shown to the other side."""

from uuid import UUID

from boxmalls.accounts.queries import email_of
from boxmalls.orders.models import Contact, Order
from boxmalls.privacy.vault import blind, unwrap
from boxmalls.sellers.queries import team_of


def is_buyer(order: Order, sender: str) -> bool:
    """Whether an address is the buyer's: one that they are known by, or the one to which the order's mails go."""
    if not sender or order.person_id is None:
        return False
    return order.person_id in blind.find("email", sender) or blind.fold("email", contact_of(order)) == blind.fold("email", sender)


def works_for(seller_id: UUID, sender: str) -> bool:
    """Whether an address is that of somebody on the seller's team."""
    return bool(sender) and bool(set(team_of(seller_id)) & set(blind.find("email", sender)))


def is_known(sender: str) -> bool:
    """Whether somebody here has this address."""
    return bool(sender) and bool(blind.find("email", sender))


def contact_of(order: Order) -> str:
    """Where the mails about an order go; empty once it is forgotten, or closed to us."""
    contact = Contact.objects.filter(group_id=order.group_id, person_id=order.person_id).first()
    return (contact.email or "") if contact and unwrap([contact]) else ""


def inboxes_of_team(seller_id: UUID) -> list[tuple[UUID, str]]:
    """Whoever works for a seller, with the address under which they sign in."""
    return [(person_id, email) for person_id in team_of(seller_id) if (email := email_of(person_id))]
