"""What checkout knows about people: what they are about to buy, and that they asked once."""

from django.utils.translation import gettext_lazy as _

from boxmalls.checkout.merging import merge_carts
from boxmalls.orders.personal_data import ORDERING
from boxmalls.payments.personal_data import PAYING
from boxmalls.privacy.register import FEATURES, HOLDINGS, Basis, Category, Ending, Feature, Holding, Keep, Occasion, Purpose, needs

CART = Purpose(
    code="checkout.cart",
    basis=Basis.CONTRACT,
    occasion=Occasion.TRANSACTIONS,
    words=_("Remember what you put in the cart."),
)
ONCE = Purpose(
    code="checkout.once",
    basis=Basis.CONTRACT,
    occasion=Occasion.TRANSACTIONS,
    words=_("Order once, even if the button is pressed twice."),
)

HOLDINGS.declare(
    Holding(
        model="checkout.Cart",
        person="person",
        fields={"created_at": (Category.PROPERTY, CART), "changed_at": (Category.PROPERTY, CART)},
        plain="id site_id",
        keep=Keep(days=14, counted_from="changed_at"),
        ending=Ending.DELETE,
        title=_("Cart"),
        label="changed_at",
        names={"created_at": _("Begun"), "changed_at": _("Last changed")},
    )
)
HOLDINGS.declare(
    Holding(
        model="checkout.CartLine",
        person="cart__person",
        fields={
            "offer_id": (Category.PROPERTY, CART),
            "quantity": (Category.PROPERTY, CART),
            "seen_price_minor": (Category.PROPERTY, CART),
            "added_at": (Category.PROPERTY, CART),
        },
        plain="cart_id",
        keep=Keep(days=14, counted_from="cart__changed_at"),
        ending=Ending.DELETE,
        title=_("Things in the cart"),
        label="quantity",
        names={
            "offer_id": _("Offer"),
            "quantity": _("How many"),
            "seen_price_minor": _("Price when put in"),
            "added_at": _("Put in"),
        },
    )
)
HOLDINGS.declare(
    Holding(
        model="checkout.Completion",
        person="person",
        fields={"asked": (Category.OTHER, ONCE), "completed_at": (Category.OTHER, ONCE)},
        plain="key group_id",
        keep=Keep(days=30, counted_from="completed_at"),
        ending=Ending.DELETE,
        title=_("Orders that were asked for once"),
        label="completed_at",
        names={"asked": _("Fingerprint of the request"), "completed_at": _("Ordered")},
    )
)

FEATURES.declare(
    Feature(
        code="checkout.basket",
        title=_("Your basket"),
        needs=needs(CART, Category.PROPERTY),
        stops=_("Nothing can be put into the basket. What is in it can be taken out, and goes by itself after 14 days."),
    )
)
FEATURES.declare(
    Feature(
        code="checkout.ordering",
        title=_("Ordering"),
        needs=(
            *needs(ORDERING, Category.BASIC, Category.PROPERTY),
            *needs(CART, Category.PROPERTY),
            *needs(PAYING, Category.PROPERTY),
            *needs(ONCE, Category.OTHER),
        ),
        stops=_("You cannot order: nobody could send a parcel without an address, or be paid without noting for what. What you ordered before still comes."),
    )
)

MERGERS = {"checkout.Cart": merge_carts}
