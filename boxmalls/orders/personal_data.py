"""What orders know about people: what they bought, where it goes, where the mails go."""

from django.utils.translation import gettext_lazy as _

from boxmalls.ledger.unlinking import forget_words_when_over, stay, unlink, unlink_when_over
from boxmalls.orders.courier.closing import erase_bookings, take_back_parcels
from boxmalls.orders.ending import correct_delivery, erase_deliveries, open_orders, others_in_delivery
from boxmalls.orders.guests import addresses_of_guests
from boxmalls.orders.phone_relay.closing import erase_lines, take_back
from boxmalls.orders.rules import LEASE_AT_MOST
from boxmalls.privacy.register import (
    FEATURES,
    HOLDINGS,
    RECIPIENTS,
    Basis,
    Category,
    Ending,
    Feature,
    Hold,
    Holding,
    Keep,
    Occasion,
    Purpose,
    Recipient,
    needs,
)

ORDERING = Purpose(
    code="orders.ordering",
    basis=Basis.CONTRACT,
    occasion=Occasion.TRANSACTIONS,
    words=_("Deliver what you ordered."),
)
MAILS = Purpose(
    code="orders.mails",
    basis=Basis.CONTRACT,
    occasion=Occasion.TRANSACTIONS,
    words=_("Tell you by email what happens to your order."),
)
INVOICES = Purpose(
    code="orders.invoices",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.TRANSACTIONS,
    words=_("Write the invoice that tax law asks for."),
)

WRITING = Purpose(
    code="orders.writing",
    basis=Basis.CONTRACT,
    occasion=Occasion.COMMUNICATION,
    words=_("Let you and the seller write to each other about an order, without addresses."),
)

CALLING = Purpose(
    code="orders.calling",
    basis=Basis.CONTRACT,
    occasion=Occasion.COMMUNICATION,
    words=_("Let a seller call you about a parcel, through a number that is not yours."),
)

COURIER = Purpose(
    code="orders.courier",
    basis=Basis.CONTRACT,
    occasion=Occasion.TRANSACTIONS,
    words=_("Tell a courier where your parcel goes, so that its seller need not know."),
)

BOUGHT, WHERE = (Category.PROPERTY, ORDERING), (Category.BASIC, ORDERING)
TAX_LAW = _("Tax law: numbers, goods, amounts and dates of a sale. They stay, without you.")


def _books(counted_from: str, keeps: str) -> Hold:
    return Hold(why=TAX_LAW, law="books", counted_from=counted_from, keeps=keeps)


GROUP = "number language currency total_minor placed_at"
HOLDINGS.declare(
    Holding(
        model="orders.OrderGroup",
        person="person",
        fields=dict.fromkeys(GROUP.split(), BOUGHT),
        plain="id site_id",
        keep=Keep.by_law("books", counted_from="placed_at"),
        ending=Ending.BLANK,
        hold=_books("placed_at", GROUP),
        title=_("What you ordered in one go"),
        label="number",
        readers=("staff",),
        names={
            "number": _("Number"),
            "language": _("Language"),
            "currency": _("Currency"),
            "total_minor": _("Total"),
            "placed_at": _("Ordered"),
        },
    )
)

ORDER = "number label subtotal_minor shipping_minor tax_minor total_minor rate_name placed_at"
HOLDINGS.declare(
    Holding(
        model="orders.Order",
        person="person",
        fields=dict.fromkeys(ORDER.split(), BOUGHT),
        plain="id group_id seller_id tax_included commission_bp commission_minor commission_vat_minor rate_code ship_by_on",
        keep=Keep.by_law("books", counted_from="placed_at"),
        ending=Ending.BLANK,
        hold=_books("placed_at", ORDER),
        title=_("Orders"),
        label="number",
        readers=("seller", "staff"),
        names={
            "number": _("Number"),
            "label": _("Parcel label"),
            "subtotal_minor": _("Goods"),
            "shipping_minor": _("Delivery"),
            "tax_minor": _("Tax"),
            "total_minor": _("Total"),
            "rate_name": _("Way of delivery"),
            "placed_at": _("Ordered"),
        },
    )
)

LINE = "title option quantity unit_price_minor total_minor tax_minor"
HOLDINGS.declare(
    Holding(
        model="orders.OrderLine",
        person="order__person",
        fields=dict.fromkeys(LINE.split(), BOUGHT),
        plain="id order_id seller_id position offer_id product_id external_id picture tax_class tax_rate_bp",
        keep=Keep.by_law("books", counted_from="order__placed_at"),
        ending=Ending.BLANK,
        hold=_books("order__placed_at", LINE),
        title=_("Goods you bought"),
        label="title",
        readers=("seller", "staff"),
        names={
            "title": _("What"),
            "option": _("Option"),
            "quantity": _("How many"),
            "unit_price_minor": _("Price of one"),
            "total_minor": _("Price"),
            "tax_minor": _("Tax"),
        },
    )
)

DELIVERY = "name phone line1 line2 city region postcode country"
HOLDINGS.declare(
    Holding(
        model="orders.Delivery",
        person="person",
        fields=dict.fromkeys(DELIVERY.split(), WHERE),
        plain="id order_id created_at",
        keep=Keep(days=365, counted_from="created_at"),
        ending=Ending.DELETE,
        title=_("Where orders went"),
        label="name",
        readers=("seller", "staff"),
        correct=("name", "phone", "line1", "line2", "city", "region", "postcode"),
        names={
            "name": _("Name"),
            "phone": _("Phone"),
            "line1": _("Street and number"),
            "line2": _("Addition"),
            "city": _("City"),
            "region": _("Region"),
            "postcode": _("Postcode"),
            "country": _("Country"),
        },
    )
)
HOLDINGS.declare(
    Holding(
        model="orders.Contact",
        person="person",
        fields={"email": (Category.BASIC, MAILS)},
        plain="id group_id created_at",
        keep=Keep(days=365, counted_from="created_at"),
        ending=Ending.DELETE,
        title=_("Where mails about orders went"),
        label="email",
        readers=("staff",),
        names={"email": _("Email")},
    )
)

HOLDINGS.declare(
    Holding(
        model="orders.OrderMessage",
        person="person",
        fields={"text": (Category.OTHER, WRITING)},
        plain="id order_id from_seller at",
        keep=Keep(days=365, counted_from="at"),
        ending=Ending.DELETE,
        title=_("Messages about orders"),
        label="at",
        readers=("seller", "staff"),
        names={"text": _("Message")},
    )
)

HOLDINGS.declare(
    Holding(
        model="orders.RelayAddress",
        person="person",
        fields={"name": (Category.OTHER, WRITING)},
        plain="id order_id to_seller opened_at ends_at",
        keep=Keep(days=LEASE_AT_MOST.days, counted_from="opened_at"),
        ending=Ending.DELETE,
        title=_("Addresses that stand for yours"),
        label="name",
        readers=("seller", "staff"),
        names={"name": _("Address")},
    )
)
HOLDINGS.plain("orders.RelayedMail", why="That a mail was taken, by a keyed hash of it; gone after thirty days.", columns="id digest outcome taken_at")

HOLDINGS.declare(
    Holding(
        model="orders.PhoneLine",
        person="person",
        fields={"number": (Category.BASIC, CALLING), "pin": (Category.BASIC, CALLING)},
        plain="id order_id asked_at opened_at ends_at",
        keep=Keep(days=LEASE_AT_MOST.days, counted_from="asked_at"),
        ending=Ending.DELETE,
        title=_("Numbers that stand for yours"),
        label="number",
        readers=("seller", "staff"),
        names={"number": _("Number"), "pin": _("PIN")},
    )
)
HOLDINGS.declare(
    Holding(
        model="orders.PhoneCall",
        person="person",
        fields={"kind": (Category.OTHER, CALLING), "seconds": (Category.OTHER, CALLING), "at": (Category.OTHER, CALLING)},
        plain="id order_id event",
        keep=Keep(days=LEASE_AT_MOST.days, counted_from="at"),
        ending=Ending.DELETE,
        title=_("Calls about orders"),
        label="at",
        readers=("staff",),
        names={"kind": _("What"), "seconds": _("Seconds"), "at": _("When")},
    )
)
HOLDINGS.plain("orders.RelayRound", why="How far orders were walked through when mail or calls began to be relayed.", columns="about upto began_at ended_at")
HOLDINGS.plain("orders.LineToClose", why="A session at the phone relay that is over; names nobody.", columns="id wanted_at")

HOLDINGS.declare(
    Holding(
        model="orders.Booking",
        person="person",
        fields={"tracking": (Category.THIRD_PARTY, ORDERING), "code": (Category.BASIC, COURIER)},
        plain="id order_id courier service handover paperless weight_g size asked_at booked_at accepted_at ends_at",
        keep=Keep(days=LEASE_AT_MOST.days, counted_from="asked_at"),
        ending=Ending.DELETE,
        title=_("Parcels booked with a courier"),
        label="tracking",
        readers=("seller", "staff"),
        names={"tracking": _("Parcel number"), "code": _("Code at the counter")},
    )
)
HOLDINGS.declare(
    Holding(
        model="orders.ParcelEvent",
        person="person",
        fields={"kind": (Category.THIRD_PARTY, ORDERING), "at": (Category.THIRD_PARTY, ORDERING)},
        plain="id order_id event",
        keep=Keep(days=365, counted_from="at"),
        ending=Ending.DELETE,
        title=_("Where parcels were"),
        label="at",
        readers=("seller", "staff"),
        names={"kind": _("What"), "at": _("When")},
    )
)
HOLDINGS.plain("orders.ParcelToForget", why="A parcel at a courier that is over; names nobody.", columns="id courier wanted_at")

INVOICE = "kind number total_minor tax_minor currency issued_at"
HOLDINGS.declare(
    Holding(
        model="orders.Invoice",
        person="order__person",
        fields=dict.fromkeys(INVOICE.split(), (Category.PROPERTY, INVOICES)),
        plain="id order_id site_id seller_id year sequence",
        keep=Keep.by_law("books", counted_from="issued_at"),
        ending=Ending.BLANK,
        hold=_books("issued_at", INVOICE),
        title=_("Invoices"),
        label="number",
        readers=("seller", "staff"),
        names={
            "kind": _("Kind"),
            "number": _("Number"),
            "total_minor": _("Total"),
            "tax_minor": _("Tax"),
            "currency": _("Currency"),
            "issued_at": _("Issued"),
        },
    )
)
HOLDINGS.declare(
    Holding(
        model="orders.Shipment",
        person="person",
        fields={"carrier": (Category.THIRD_PARTY, ORDERING), "tracking": (Category.THIRD_PARTY, ORDERING)},
        plain="order_id shipped_at",
        keep=Keep(days=365, counted_from="shipped_at"),
        ending=Ending.BLANK,
        title=_("Parcels"),
        label="carrier",
        readers=("seller", "staff"),
        names={"carrier": _("Carrier"), "tracking": _("Parcel number")},
    )
)
HOLDINGS.plain(
    "orders.Receipt",
    why="Says when an order was received. Whose it was stands in orders.Order.",
    columns="order_id received_at",
)
HOLDINGS.plain(
    "orders.Cancellation",
    why="Says when an order was called off, and from which side. Whose it was stands in orders.Order.",
    columns="order_id by cancelled_at",
)
HOLDINGS.plain("orders.MailSent", why="Says which mail went out, not to whom or what was in it.", columns="id about_id kind sent_at")
HOLDINGS.plain(
    "orders.SellerDownload", why="That a seller took a copy, and its number; the buyers in it see so in their journal.", columns="id seller_id copy by rows at"
)
HOLDINGS.plain("orders.InvoiceCounter", why="The last number of a seller's invoices.", columns="site_id seller_id year last")

FEATURES.declare(
    Feature(
        code="orders.mails",
        title=_("Mails about your orders"),
        needs=needs(MAILS, Category.BASIC),
        stops=_("No mail tells you that you ordered, that a parcel left or that something was called off. The page of the order still does."),
    )
)
FEATURES.declare(
    Feature(
        code="orders.writing",
        title=_("Writing to sellers"),
        needs=needs(WRITING, Category.OTHER),
        stops=_("You and a seller can no longer write to each other here about an order. What was written stays until its time is over."),
    )
)
FEATURES.declare(
    Feature(
        code="orders.calling",
        title=_("Calls from sellers"),
        needs=needs(CALLING, Category.BASIC, Category.OTHER),
        stops=_("No seller can call you about a parcel any more, also not through a number that is not yours. They can still write."),
    )
)
FEATURES.declare(
    Feature(
        code="orders.courier",
        title=_("Couriers booked by us"),
        needs=needs(COURIER, Category.BASIC),
        stops=_("We tell no courier your address. A seller who does not see it cannot send you anything until you agree on a way, or the order is called off."),
    )
)
FEATURES.declare(
    Feature(
        code="orders.tracking",
        title=_("Following your parcels"),
        needs=needs(ORDERING, Category.THIRD_PARTY),
        stops=_("Carrier and parcel number are not kept. You see that a parcel left, and not where it is."),
    )
)

ERASERS = {
    "orders.Booking": erase_bookings,
    "orders.PhoneLine": erase_lines,
    "orders.Delivery": erase_deliveries,
    "orders.Shipment": unlink("orders.Shipment"),
    "orders.Order": unlink("orders.Order"),
    "orders.OrderGroup": unlink("orders.OrderGroup"),
}
SWEEPERS = {
    "orders.Order": unlink_when_over(),
    "orders.OrderGroup": unlink_when_over(),
    "orders.OrderLine": forget_words_when_over("title option picture"),
    "orders.Invoice": stay,
}
STRANGERS = {"orders.Delivery": others_in_delivery}
CORRECTORS = {"orders.Delivery": correct_delivery}
OPEN_BUSINESS = [open_orders]
RESTRICTED = [take_back, take_back_parcels]
REACHED = [addresses_of_guests]

RECIPIENTS.declare(
    Recipient(
        code="seller",
        name=_("The sellers you buy from"),
        receives=_("What the seller's page says: a first name and a parcel label, or name and address. Never your phone number or email address."),
        why=_("To pack and send what you ordered."),
        purposes=(ORDERING.code, WRITING.code),
    )
)
RECIPIENTS.declare(
    Recipient(
        code="courier",
        name=_("The carrier of your parcel"),
        receives=_("Name and address, and a number that stands for yours where there is one. Never your own."),
        why=_("To bring the parcel to you."),
        purposes=(ORDERING.code,),
    )
)
RECIPIENTS.declare(
    Recipient(
        code="booked-courier",
        name=_("The courier that we book, where this shop has one"),
        receives=_("Name and address, a number that stands for yours where there is one, and what the parcel weighs. No goods, no email address."),
        why=_("To bring the parcel to you without its seller knowing where to. In your notes it stands under its own name."),
        purposes=(COURIER.code,),
    )
)
RECIPIENTS.declare(
    Recipient(
        code="phone-relay",
        name=_("The phone relay, where this shop has one"),
        receives=_("Your phone number and an end, if you buy from a seller who has to call. No name, no address, no goods."),
        why=_("To lend the seller a number that leads to you until the order is done."),
        purposes=(CALLING.code,),
    )
)
