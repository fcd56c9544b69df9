"""The kinds of texts, where each applies, and which comes first by default."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """A kind of text. `policy` is the kernel's; it stands here because it has a place in the order."""

    CONSENT = "consent"
    NOTICE = "notice"
    SELLER = "seller"
    TERMS = "terms"
    POLICY = "policy"

    @property
    def words(self) -> Promise:
        """What it is called."""
        return _WORDS[self][0]

    @property
    def applies(self) -> Promise:
        """Where it applies."""
        return _WORDS[self][1]


_WORDS: dict[Kind, tuple[Promise, Promise]] = {
    Kind.CONSENT: (_("Consent texts"), _("Beside each switch that you may turn on. What you agreed to there counts first.")),
    Kind.NOTICE: (_("Notices beside fields"), _("Beside each field that asks you something: why, until when, who sees it.")),
    Kind.SELLER: (_("Seller agreement"), _("For those who sell here.")),
    Kind.TERMS: (_("Terms of sale"), _("For every order.")),
    Kind.POLICY: (_("Privacy policy"), _("For everybody, everywhere on these sites.")),
}
DEFAULT_ORDER = tuple(Kind)
"""Clause 1.4 of the policy: it does not replace notices, contract terms and consent terms. So the special comes before the general."""

AT_CHECKOUT = (Kind.TERMS,)
WHERE_SELLING = (Kind.SELLER,)
