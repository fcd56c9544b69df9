"""Which sentences of the policy this room carries out: opening an account, forms about oneself, and where one is signed in."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from boxmalls.accounts.ages import Gate
from boxmalls.privacy.policy.bindings import BINDINGS, Binding, gives, nothing
from boxmalls.privacy.policy.live import happened, is_held
from boxmalls.privacy.policy.tracing import TRACE
from boxmalls.privacy.register import Category, Occasion

BINDINGS.declare(
    Binding(
        ("s-2-a",),
        "boxmalls.accounts.signin.adapter.AccountAdapter.save_user",
        lambda handler, self, request, user, form, commit=True: user,
        ("tests/clauses/test_2_a.py::test_opening_an_account_takes_an_address_and_a_password_and_nothing_else",),
        _("Opening an account takes an email address and a password, and nothing else."),
        happened(Occasion.REGISTRATION),
    )
)
BINDINGS.declare(
    Binding(
        ("s-2-b",),
        "boxmalls.accounts.actions.profiles.change_profile",
        nothing,
        ("tests/clauses/test_2_b.py::test_what_a_form_asks_is_kept_for_what_it_says",),
        _("A form on these pages keeps what you fill in for the reason that stands beside it. What you leave out is forgotten."),
        happened(Occasion.FORMS),
    )
)


def _a_number_for_each(handler: Any, request: Any) -> Any:
    """Off: whoever so much as looks is somebody from then on."""
    from boxmalls.base.clock import now
    from boxmalls.privacy.actions.persons import create_person
    from boxmalls.privacy.models import Person

    return handler(request) or create_person(kind=Person.VISITOR, at=now())


BINDINGS.declare(
    Binding(
        ("s-1-3-2",),
        "boxmalls.accounts.visitors.visitor_of",
        _a_number_for_each,
        ("tests/clauses/test_1_3.py::test_who_only_reads_leaves_nothing_here_and_nothing_on_their_device",),
        _("Whoever only reads leaves no record here, and no cookie on their device."),
    )
)
BINDINGS.declare(
    Binding(
        ("s-1-3-3",),
        "boxmalls.accounts.announcing._tell",
        gives(False),
        ("tests/clauses/test_1_3.py::test_whoever_accepted_is_told_by_mail_once_before_a_new_text_begins",),
        _("Whoever accepted an earlier text and has an account gets a letter before a new one begins, once."),
    )
)
BINDINGS.declare(
    Binding(
        ("s-2-a",),
        "boxmalls.accounts.tasks._forget_visitors",
        gives(0),
        ("tests/clauses/test_2_a.py::test_who_uses_the_shop_without_an_account_is_a_number_with_a_basket_and_then_nobody",),
        _("Whoever uses the shop without an account is a number with a basket. Once the basket is gone, so is the number."),
    )
)
BINDINGS.declare(
    Binding(
        ("s-3-1-a",),
        "boxmalls.accounts.ages.gate_for",
        gives(Gate.OPEN),
        ("tests/clauses/test_3_1_a.py::test_whom_the_law_of_the_site_holds_for_too_young_gets_no_account_and_is_not_kept",),
        _("An age is asked as the law of the site wants it: who is too young gets no account, and below another age a parent is asked first."),
    )
)
BINDINGS.declare(
    Binding(
        ("s-3-1-d",),
        "boxmalls.accounts.signin.adapter.AccountAdapter.get_client_ip",
        lambda handler, self, request: request.META["REMOTE_ADDR"],
        ("tests/clauses/test_3_1_d.py::test_of_a_network_only_the_part_of_a_household_is_kept",),
        _("Of a long (IPv6) network address only the part that a household shares is kept."),
    )
)
BINDINGS.declare(
    Binding(
        ("s-3-2",),
        "boxmalls.accounts.rules.read_address",
        lambda handler, country, fields, *, language="en": (handler(country, fields, language=language)[0], {}),
        ("tests/clauses/test_3_2.py::test_what_cannot_be_right_is_not_taken_and_the_page_says_what_to_write_instead",),
        _("What cannot be right (a postcode that is nowhere, a number that cannot be called) is not taken; the page says what to write instead."),
    )
)


def _in_plain_words(handler: Any, self: Any, email: str, password: str | None = None, *, person_id: Any, at: Any, **more: Any) -> Any:
    """Off: the password lies there as it was typed."""
    user = handler(self, email, password, person_id=person_id, at=at, **more)
    if password:
        user.password = password
        user.save(update_fields=["password"])
    return user


BINDINGS.declare(
    Binding(
        ("s-3-1-d",),
        "boxmalls.accounts.signin.models.UserManager.create_user",
        _in_plain_words,
        ("tests/clauses/test_3_1_d.py::test_of_a_password_only_a_fingerprint_is_kept",),
        _("Of a password only a one-way fingerprint is kept."),
        is_held(Category.NETWORK),
    )
)
BINDINGS.declare(
    Binding(
        ("s-3-1-d",),
        "boxmalls.accounts.signin.sessions.end_place",
        lambda handler, user_id, place_id: True,
        ("tests/clauses/test_3_1_d.py::test_the_network_address_goes_with_the_open_session",),
        _("The address you sign in from is kept with the open session, and goes with it."),
    )
)

TRACE.routes("accounts", clauses=("2.a", "3.1.d"))
TRACE.routes("account", clauses=("2.b", "3.1.a", "3.2"))
TRACE.routes("account/sessions", "account/prove", clauses=("2.a", "3.1.d"))
TRACE.tasks("boxmalls.accounts.tasks", clauses=("2.a", "3.1.d"))
TRACE.tasks("boxmalls.accounts.reactions", clauses=("1.3",))
TRACE.sets("boxmalls.accounts.visitors", "visitor")
TRACE.host("boxmalls.accounts.signin.mail", recipient="mail-server", clauses=("2.a", "1.4.note"))
TRACE.host("boxmalls.accounts.announcing", recipient="mail-server", clauses=("1.3", "1.4.note"))
