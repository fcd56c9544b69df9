"""Which sentences of the policy this room carries out: opening an account, forms about oneself, and where one is signed in."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.bindings import BINDINGS, Binding, nothing
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
