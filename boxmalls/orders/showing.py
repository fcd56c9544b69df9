"""Orders as pages, mails and programs see them: frozen, and with no more about people than the reader may know."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from boxmalls.orders.placing import Recipient
from boxmalls.orders.rules import State


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of an order. `picture` is an address, empty where there is none."""

    offer_id: UUID
    product_id: UUID
    external_id: str
    title: str
    option: str
    picture: str
    quantity: int
    unit_price_minor: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an order: `placed`, `paid`, `shipped`, `received`, `cancelled`."""

    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShownInvoice:
    """An invoice, or the credit note that takes it back."""

    kind: str
    number: str
    total_minor: int
    tax_minor: int
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class ShownOrder:
    """One seller's part, as the buyer sees it. `learns` says what the seller sees of the buyer."""

    id: UUID
    number: str
    label: str
    state: State
    seller_id: UUID
    seller: str
    seller_slug: str
    learns: str
    lines: tuple[ShownLine, ...]
    subtotal_minor: int
    shipping_minor: int
    tax_minor: int
    tax_included: bool
    total_minor: int
    rate_name: str
    placed_at: datetime
    ship_by_on: date
    carrier: str
    tracking: str
    events: tuple[Event, ...]
    invoices: tuple[ShownInvoice, ...]

    @property
    def can_cancel(self) -> bool:
        """Whether it can still be called off."""
        return self.state in ("awaiting_payment", "to_ship")

    @property
    def can_receive(self) -> bool:
        """Whether the buyer can say that it is here."""
        return self.state == "shipped"


@dataclass(frozen=True, slots=True)
class ShownPayment:
    """How a group is paid. Awaited until `paid_at` or `lapsed_at` is set."""

    method: str
    reference: str
    amount_minor: int
    due_at: datetime | None
    paid_at: datetime | None
    lapsed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """What was ordered in one go. Recipient and email are there on the page of one group, not in lists; None once forgotten."""

    id: UUID
    number: str
    site_code: str
    language: str
    currency: str
    total_minor: int
    placed_at: datetime
    payment: ShownPayment
    orders: tuple[ShownOrder, ...]
    recipient: Recipient | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class MaskedBuyer:
    """As much of a buyer as a seller may know. What it may not is None, whatever was written into the order. `phone` is never the buyer's own."""

    name: str
    label: str
    address: tuple[str, ...] | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class ShownBooking:
    """A parcel that a courier was told to bring, as its seller sees it: `code` is shown at the counter and names nobody."""

    courier: str
    handover: str
    paperless: bool
    booked: bool
    accepted: bool
    tracking: str
    code: str


@dataclass(frozen=True, slots=True)
class SellersOrder:
    """One order as its seller sees it. `payable_minor` is what the seller gets for the goods; from `lease_ends_at` on the buyer is nobody."""

    id: UUID
    number: str
    label: str
    site_code: str
    currency: str
    state: State
    lines: tuple[ShownLine, ...]
    subtotal_minor: int
    shipping_minor: int
    total_minor: int
    commission_minor: int
    commission_vat_minor: int
    rate_name: str
    placed_at: datetime
    ship_by_on: date
    buyer: MaskedBuyer
    buyer_id: UUID | None
    lease_ends_at: datetime | None
    carrier: str
    tracking: str
    events: tuple[Event, ...]
    booking: ShownBooking | None = None

    @property
    def by_code(self) -> bool:
        """Whether a courier takes the parcel by a code, so that nobody need be named on it."""
        return self.booking is not None and bool(self.booking.code)

    @property
    def may_be_booked(self) -> bool:
        """Whether a courier can be told where it goes."""
        return self.state == "to_ship" and bool(self.buyer.name) and self.booking is None

    @property
    def payable_minor(self) -> int:
        """Goods and delivery, less the marketplace's fee and the tax on it."""
        return self.total_minor - self.commission_minor - self.commission_vat_minor

    @property
    def may_be_labelled(self) -> bool:
        """Whether there is a parcel to send and somebody to send it to. The buyer has no name once the lease is over, or they are forgotten or closed to us."""
        return self.state in ("to_ship", "shipped") and bool(self.buyer.name)
