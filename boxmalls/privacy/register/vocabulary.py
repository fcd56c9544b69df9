"""The policy's own words: its nine categories (3.1.a to i), its twelve occasions (2.a to l), and the legal bases."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Category(StrEnum):
    """What kind of personal data (policy, 3.1)."""

    BASIC = "a"
    IDENTITY = "b"
    MEDIA = "c"
    NETWORK = "d"
    PROPERTY = "e"
    ACCESS = "f"
    THIRD_PARTY = "g"
    OTHER = "h"
    SUMMARY = "i"

    @property
    def clause(self) -> str:
        """Where the policy names it."""
        return f"3.1.{self.value}"

    @property
    def words(self) -> Promise:
        return _CATEGORY_WORDS[self]


_CATEGORY_WORDS: dict[Category, Promise] = {
    Category.BASIC: _("Name, address and contact"),
    Category.IDENTITY: _("Identity documents"),
    Category.MEDIA: _("Photos, audio and video"),
    Category.NETWORK: _("Account, sign-in and network address"),
    Category.PROPERTY: _("Orders, payments and balance"),
    Category.ACCESS: _("Visits, devices and location"),
    Category.THIRD_PARTY: _("Accounts with other services"),
    Category.OTHER: _("Choices and anything else you told us"),
    Category.SUMMARY: _("Summaries of what you asked and wrote"),
}


class Occasion(StrEnum):
    """When it was collected (policy, part 2, 1)."""

    REGISTRATION = "a"
    FORMS = "b"
    AGREEMENTS = "c"
    COMMUNICATION = "d"
    FORUM = "e"
    ELECTRONIC_SERVICES = "f"
    DEVICE = "g"
    LINKING = "h"
    TRANSACTIONS = "i"
    COMMENTS = "j"
    CAMPAIGNS = "k"
    ANY_OTHER = "l"

    @property
    def clause(self) -> str:
        """Where the policy names it."""
        return f"2.{self.value}"

    @property
    def words(self) -> Promise:
        return _OCCASION_WORDS[self]


_OCCASION_WORDS: dict[Occasion, Promise] = {
    Occasion.REGISTRATION: _("When you opened your account or used the shop"),
    Occasion.FORMS: _("When you filled in a form"),
    Occasion.AGREEMENTS: _("When you made an agreement or sent a document"),
    Occasion.COMMUNICATION: _("When you wrote, called or met us"),
    Occasion.FORUM: _("When you asked or answered in the forum"),
    Occasion.ELECTRONIC_SERVICES: _("When you used this website"),
    Occasion.DEVICE: _("When you allowed it on your device"),
    Occasion.LINKING: _("When you linked another account"),
    Occasion.TRANSACTIONS: _("When you ordered and paid"),
    Occasion.COMMENTS: _("When you commented or complained"),
    Occasion.CAMPAIGNS: _("When you took part in a campaign"),
    Occasion.ANY_OTHER: _("When you sent us something else"),
}


class Basis(StrEnum):
    """Why the law lets us (GDPR art. 6(1); the sister rules of other laws map onto it)."""

    CONTRACT = "contract"
    CONSENT = "consent"
    LEGAL_OBLIGATION = "legal-obligation"
    LEGITIMATE_INTEREST = "legitimate-interest"
    VITAL = "vital-interest"
    PUBLIC = "public-task"

    @property
    def words(self) -> Promise:
        return _BASIS_WORDS[self]


_BASIS_WORDS: dict[Basis, Promise] = {
    Basis.CONTRACT: _("Needed for what you asked us to do"),
    Basis.CONSENT: _("You agreed, and may change your mind"),
    Basis.LEGAL_OBLIGATION: _("The law makes us keep it"),
    Basis.LEGITIMATE_INTEREST: _("Needed to keep the shop safe and working"),
    Basis.VITAL: _("To protect somebody's life"),
    Basis.PUBLIC: _("A task in the public interest"),
}
