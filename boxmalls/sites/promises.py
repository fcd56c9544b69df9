"""Which sentences of the policy this room carries out: one operator, several sites, one person in charge on each."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.bindings import BINDINGS, Binding, gives
from boxmalls.privacy.policy.glance import Fact, Glance
from boxmalls.privacy.policy.tracing import TRACE
from boxmalls.ui.saying import say as _now


def _one_operator(glance: Glance) -> Iterable[Fact]:
    yield Fact(_now("You are on %(site)s, operated by %(operator)s. What it holds about you, you see on its other sites, too.") % _names(glance))


def _in_charge(glance: Glance) -> Iterable[Fact]:
    if glance.site.person_in_charge:
        name, _address, email = glance.site.person_in_charge
        yield Fact(name, f"mailto:{email}", email)


def _names(glance: Glance) -> dict[str, str]:
    return {"site": glance.site.name, "operator": glance.site.operator_name}


BINDINGS.declare(
    Binding(
        ("s-1-1",),
        "boxmalls.sites.queries.site_for_host",
        lambda handler, host: handler("eu.localhost"),
        ("tests/clauses/test_1_1.py::test_each_host_is_a_site_with_its_own_operator_and_no_other_host_is",),
        _("Each host name is one site, with its own operator, law and person in charge; at other names nobody answers."),
        _one_operator,
    )
)
BINDINGS.declare(
    Binding(
        ("s-contact",),
        "boxmalls.sites.models.site.Site.person_in_charge",
        gives(None),
        ("tests/clauses/test_contact.py::test_the_person_in_charge_is_named_at_the_foot_of_every_page",),
        _("The person in charge is named at the foot of every page of this site."),
        _in_charge,
    )
)
TRACE.routes(
    """
    1.1          /health/live /health/ready
    """
)
