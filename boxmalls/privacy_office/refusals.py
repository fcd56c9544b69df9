"""Why something cannot happen to a request, in words for whoever tried."""

from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import BadInput, Conflict, Gone, Refusal


class NotNow(Conflict):
    code = "not-now"
    words = _("The request does not stand where this can be done. Look at its history, then choose again.")


class ReasonMissing(BadInput):
    code = "reason-missing"
    words = _("Write the reason: whoever asked reads it.")


class NeedsProof(Conflict):
    code = "needs-proof"
    words = _("It is not proven yet who asks. Nothing is done before that.")


class AlreadyProven(Conflict):
    code = "already-proven"
    words = _("It is proven who asks, as far as the law wants. More may not be asked for.")


class NotTheLaw(BadInput):
    code = "not-the-law"
    words = _("The law of this site does not know this reason, or no more time.")


class TooLate(Gone):
    status = 409
    code = "too-late"
    words = _("The time for this is over.")


class TooEarly(BadInput):
    code = "too-early"
    words = _("This day is too early.")


class PartFirst(Conflict):
    code = "part-first"
    words = _("This law gives more time only after a part was answered. Answer that part first.")


class FeeNotAllowed(BadInput):
    code = "fee-not-allowed"
    words = _("The law of this site allows no fee for this, or not so much.")


class NoSuchRequest(Refusal):
    status = 404
    code = "no-such-request"
    words = _("There is no such request, or it is not yours.")
