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

TRACE.routes(
    """
    1.2 3.1.d    emergency:/ emergency:/login/ emergency:/logout/ emergency:/password_change/ emergency:/password_change/done/
                 emergency:/autocomplete/ emergency:/jsi18n/ emergency:/r/<path:content_type_id>/<path:object_id>/
                 emergency:/<app_label>/ emergency:/(?P<url>.*)$
    2.a 3.1.a    /accounts/email/ /accounts/confirm-email/
    2.a 3.1.a 3.3 /account/guardian/<str:token>
    2.a 3.1.d    /accounts/login/ /accounts/logout/ /accounts/signup/ /accounts/inactive/ /accounts/reauthenticate/ /accounts/password/change/
                 /accounts/password/set/ /accounts/password/reset/ /accounts/password/reset/confirm/ /accounts/password/reset/complete/
                 /accounts/password/reset/done/ /account/sessions/others/ending /account/sessions/<int:place_id>/ending /account/prove
                 /account/prove/code
    2.b 3.1.a 3.2 /account /account/claim /account/addresses /account/addresses/<uuid:address_id> /account/addresses/<uuid:address_id>/removal
                 /account/places
    2.f 3.1.d    /account/sessions
    """
)
TRACE.tasks(
    """
    1.3          boxmalls.accounts.reactions.announce boxmalls.accounts.tasks.announce_policies
    2.a 3.1.d    boxmalls.accounts.tasks.forget_unproven_sign_ups
    2.f 3.1.f    boxmalls.accounts.tasks.forget_visitors
    3.1.a 3.3    boxmalls.accounts.tasks.end_unanswered_guardians
    """
)
TRACE.sets("boxmalls.accounts.visitors", "visitor")
TRACE.host("boxmalls.accounts.signin.mail", recipient="mail-server", clauses=("2.a", "1.4.note"))
TRACE.host("boxmalls.accounts.announcing", recipient="mail-server", clauses=("1.3", "1.4.note"))

# The sign-in library's own; of its parts that are not in use, and of the emergency door's scripts, which no browser is let run, nothing.
TRACE.sets("django.contrib.sessions.middleware", "session")
TRACE.sets("django.middleware.csrf", "csrftoken")
for _unused in ("allauth.mfa.internal.flows.trust", "allauth.socialaccount.sessions"):
    TRACE.sets(_unused, "")
for _script in ("admin/RelatedObjectLookups", "filters", "nav_sidebar", "theme", "vendor/jquery/jquery", "vendor/xregexp/xregexp"):
    TRACE.sets(f"django/contrib/admin/static/admin/js/{_script}.js", "")
