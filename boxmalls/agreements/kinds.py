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

    @property
    def without(self) -> Promise:
        """Where the words of this kind are, on a site on which it has no text of its own."""
        return _WITHOUT.get(self, _NO_TEXT)


_NO_TEXT = _("There is no such text on this site.")
_WITHOUT: dict[Kind, Promise] = {
    Kind.CONSENT: _("No text of its own: the words stand beside each switch, and are kept with each answer."),
    Kind.NOTICE: _("No text of its own: the words stand beside the fields themselves."),
}
_WORDS: dict[Kind, tuple[Promise, Promise]] = {
    Kind.CONSENT: (_("Consent texts"), _("Beside each switch that you may turn on. What you agreed to there counts first.")),
    Kind.NOTICE: (_("Notices beside fields"), _("Beside each field that asks you something: why, until when, who sees it.")),
    Kind.SELLER: (_("Seller agreement"), _("For those who sell here.")),
    Kind.TERMS: (_("Terms of sale"), _("For every order.")),
    Kind.POLICY: (_("Privacy policy"), _("For everybody, everywhere on these sites.")),
}
DEFAULT_ORDER = tuple(Kind)
"""Clause 1.4 of the policy: it does not replace notices, contract terms and consent terms. So the special comes before the general."""

TEXTS = tuple(kind for kind in Kind if kind != Kind.POLICY)
"""The kinds that have texts in this room."""

AT_CHECKOUT = (Kind.TERMS,)
BESIDE_FIELDS = (Kind.NOTICE,)
WHERE_SELLING = (Kind.SELLER,)
