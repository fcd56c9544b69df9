"""Why the kernel itself keeps something: proofs of what was agreed, seen, sent and changed."""

from django.utils.translation import gettext_lazy as _

from .register import Basis, Occasion, Purpose

ACCEPTING = Purpose(
    code="privacy.accepting",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.AGREEMENTS,
    words=_("Prove which policy text you accepted, and when."),
)
ANNOUNCING = Purpose(
    code="privacy.announcing",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.AGREEMENTS,
    words=_("Tell you when the policy changes, once, and ask you only if you have to be asked."),
)
CHOOSING = Purpose(
    code="privacy.choosing",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.FORMS,
    words=_("Prove what you agreed to, in which words, and that you took it back."),
)
PROVING = Purpose(
    code="privacy.proving",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.AGREEMENTS,
    words=_("Give you a signed proof of what you accepted, agreed to and took back."),
)
WATCHING = Purpose(
    code="privacy.watching",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.ELECTRONIC_SERVICES,
    words=_("Show you who looked at or changed your data, and why."),
)
DISCLOSING = Purpose(
    code="privacy.disclosing",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.TRANSACTIONS,
    words=_("Show you who received something about you."),
)
HOLDING = Purpose(
    code="privacy.holding",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.AGREEMENTS,
    words=_("Keep what a court or an authority asks us to keep, until a day."),
)
TELLING_OF_BREACHES = Purpose(
    code="privacy.telling-of-breaches",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.ELECTRONIC_SERVICES,
    words=_("Tell you if your data was seen or lost where it should not have been."),
)
BREAKING_GLASS = Purpose(
    code="privacy.breaking-glass",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.ELECTRONIC_SERVICES,
    words=_("Let the person in charge read your data when there is a grave reason, with a second person's consent, for thirty minutes."),
)
HANDING_OVER = Purpose(
    code="privacy.handing-over",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.AGREEMENTS,
    words=_("Hand to a court or an authority what a law obliges us to, after two persons have agreed, and tell you."),
)
RECENTLY_VIEWED = Purpose(
    code="privacy.recently-viewed",
    basis=Basis.CONSENT,
    occasion=Occasion.ELECTRONIC_SERVICES,
    words=_("Let you find again what you looked at."),
)
OFFLINE = Purpose(
    code="privacy.offline",
    basis=Basis.CONSENT,
    occasion=Occasion.ELECTRONIC_SERVICES,
    words=_("Show you a page of ours when there is no connection."),
)
CORRECTING = Purpose(
    code="privacy.correcting",
    basis=Basis.CONTRACT,
    occasion=Occasion.FORMS,
    words=_("Remember that you corrected something."),
)
LIMITING = Purpose(
    code="privacy.limiting",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.FORMS,
    words=_("Keep to the limits that you set."),
)
ERASING = Purpose(code="privacy.erasure", basis=Basis.LEGAL_OBLIGATION, occasion=Occasion.FORMS, words=_("Erase what you asked us to erase."))
SWEEPING = Purpose(code="privacy.retention", basis=Basis.LEGAL_OBLIGATION, occasion=Occasion.ANY_OTHER, words=_("Remove what is over."))
MERGING = Purpose(code="privacy.merging", basis=Basis.CONTRACT, occasion=Occasion.REGISTRATION, words=_("Join two records of the same person."))
CORRECTION = Purpose(code="privacy.correction", basis=Basis.CONTRACT, occasion=Occasion.FORMS, words=_("Correct what you say is wrong."))
CARRYING = Purpose(
    code="privacy.carrying",
    basis=Basis.CONTRACT,
    occasion=Occasion.FORMS,
    words=_("Keep for you what you brought from another shop."),
)
