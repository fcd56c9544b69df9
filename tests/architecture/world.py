"""Six people and what is theirs: the world in which every address is tried."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import make_account, make_address, make_seller_member, make_staff, sign_in
from boxmalls.agreements.actions import publish_demo_texts
from boxmalls.base.clock import now
from boxmalls.catalog.models import ImportRun
from boxmalls.checkout.testing import make_cart, make_delivered_offer, make_group
from boxmalls.privacy.models import Person
from boxmalls.privacy.policy.actions import publish_first_policy
from boxmalls.privacy_office.testing import make_proven_request
from boxmalls.sellers.testing import make_seller
from boxmalls.shop.testing import make_window
from boxmalls.sites.testing import make_sites

ROLES = ("anonymous", "buyer", "other", "seller", "rival", "staff")
HOST = {"host": "eu.localhost", "user-agent": "matrix"}


@dataclass(frozen=True, slots=True)
class World:
    """The session of each role, and examples for what stands in addresses."""

    sessions: dict[str, str]
    examples: dict[str, Any]
    told: dict[str, dict[str, Any]]

    def path(self, route: str) -> str:
        """A route with its places filled in: `orders/<slug:number>` becomes `/orders/BX-…`."""
        filled = "/" + route
        if route.startswith("seller/"):
            filled = filled.replace("<slug:number>", str(self.examples["slug:order_number"]))
        for name, example in self.examples.items():
            filled = filled.replace(f"<{name}>", str(example))
        assert "<" not in filled, f"Say in tests/architecture/world.py what {filled} may be."
        cell = self.told.get(route, {}).get("cell", "")
        return f"{filled}?cell={cell}" if route == "your-data/show" else filled

    def ask(self, role: str, method: str, route: str) -> Any:
        """What this role is answered, on a device that has nothing but its session."""
        client = Client()
        if role in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        ask: Callable[..., Any] = getattr(client, method.lower())
        return ask(self.path(route), self.told.get(route, {}) if method == "POST" else {}, headers=HOST)


def make_world() -> World:
    """
    The buyer has an order from the seller, one more that waits for a transfer, an address, a session, a full basket.

    The rival is another seller, the other another buyer. Staff is whoever runs the shop.
    """
    sites = make_sites()
    publish_first_policy(site_codes=[site.code for site in sites], at=now())
    publish_demo_texts(site_codes=["eu"], at=now())
    window = make_window()
    seller = make_seller(name="The seller", learns="address")
    offer = make_delivered_offer(seller=seller)
    people = {
        "buyer": make_account("buyer@example.org"),
        "other": make_account("other@example.org"),
        "seller": make_seller_member(seller),
        "rival": make_seller_member(make_seller(name="The rival")),
        "staff": make_staff(Staff.ADMIN),
    }
    group = make_group(people["buyer"], [offer])
    awaited = make_group(people["buyer"], [offer], paid=False)
    make_cart(people["buyer"], [offer])
    sessions = {role: sign_in(Client(), person).cookies[settings.SESSION_COOKIE_NAME].value for role, person in people.items()}
    examples = _examples(window, group, awaited, offer, people["buyer"])
    return World(sessions, examples, _told(group.orders.get(), awaited))


def _examples(window: Any, group: Any, awaited: Any, offer: Any, buyer: Person) -> dict[str, Any]:
    from boxmalls.payments.queries import payment_of_group

    order = group.orders.get()
    run = ImportRun.objects.create(seller=offer.seller, site=offer.site, file_name="goods.csv", path="/nowhere", digest="0" * 64, started_at=now())
    session = UserSession.objects.create(
        user=User.objects.get(person_id=buyer.pk), ip="127.0.0.1", last_seen_at=now(), session_key="matrix", user_agent="matrix"
    )
    return {
        "uuid:product_id": window.product.pk,
        "slug:category_id": window.product.category_id,
        "slug:slug": window.sellers[0].slug,
        "slug:page": "cookies",
        "slug:number": group.number,
        "slug:order_number": order.number,
        "uuid:offer_id": offer.pk,
        "uuid:payment_id": payment_of_group(awaited.pk).pk,
        "uuid:run_id": run.pk,
        "uuid:address_id": make_address(buyer).pk,
        "int:place_id": session.pk,
        "int:number": 0,
        "slug:request_number": make_proven_request(buyer).number,
        "slug:move": "note",
        "uuid:file_id": buyer.pk,
        "uuid:wanted_id": buyer.pk,
        "str:token": "made-up",
        "str:purpose_code": "accounts.sessions",
        "uuid:edition_id": group.pk,
        "uuid:version_id": group.pk,
        "uuid:change_id": group.pk,
        "uuid:glass_id": group.pk,
        "uuid:hold_id": group.pk,
        "uuid:silence_id": group.pk,
        "slug:code": "mail-server",
        "slug:site_code": "eu",
        "uuid:notice_id": group.pk,
        "uuid:breach_id": group.pk,
        "int:version_number": 1,
        "slug:agreement_kind": "terms",
        "slug:kind": "acceptance",
        "uuid:about_id": group.pk,
    }


def _told(order: Any, awaited: Any) -> dict[str, dict[str, Any]]:
    """What is sent to some addresses, so that nothing but the role decides."""
    cell = {"cell": f"orders.Delivery:{order.delivery.pk}:name", "value": "Lena K."}
    return {
        "your-data/show": cell,
        "your-data/correction": cell,
        "seller/orders/<slug:number>/shipment": {"carrier": "DHL"},
        "seller/labels": {"order": order.number, "size": "a4"},
        "seller/courier": {"order": order.number, "handover": "drop_off", "service": "standard", "weight": "1", "measure": "m", "sheet": "code"},
        "seller/listings/<uuid:offer_id>": {"price": "5", "on_hand": "1"},
        "back-office/transfers/<uuid:payment_id>/confirmation": {"amount_minor": awaited.total_minor},
        "back-office/orders": {"number": awaited.number, "reason": "The buyer wrote a letter."},
    }
