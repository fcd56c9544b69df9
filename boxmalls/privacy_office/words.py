"""The words for what the register holds as codes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy_office.rules import State, Verb

STATES: dict[str, tuple[Any, str]] = {
    State.RECEIVED: (_("Received"), "action"),
    State.PROVING: (_("Waiting for proof"), "warn"),
    State.WORKING: (_("At work"), "action"),
    State.CLARIFYING: (_("Waiting for an explanation"), "warn"),
    State.QUOTED: (_("Waiting for a yes to the fee"), "warn"),
    State.ANSWERED: (_("Answered"), "good"),
    State.REFUSED: (_("Refused"), "bad"),
    State.APPEALED: (_("Appealed"), "warn"),
    State.CLOSED: (_("Closed"), ""),
}
VERBS: dict[str, Any] = {
    Verb.RECEIVE: _("Received"),
    Verb.ACKNOWLEDGE: _("Receipt confirmed"),
    Verb.ASK_PROOF: _("Asked for proof"),
    Verb.PROVE: _("Proven"),
    Verb.START: _("Work began"),
    Verb.ASK_CLARITY: _("Asked what is meant"),
    Verb.CLARIFY: _("Explained"),
    Verb.QUOTE_FEE: _("Fee named"),
    Verb.AGREE_FEE: _("Fee agreed"),
    Verb.DECLINE_FEE: _("Fee declined"),
    Verb.EXTEND: _("More time taken"),
    Verb.ANSWER_PART: _("A part answered"),
    Verb.ANSWER: _("Answered"),
    Verb.REFUSE: _("Refused"),
    Verb.APPEAL: _("Appealed"),
    Verb.CONFIRM_REFUSAL: _("Refusal confirmed"),
    Verb.REOPEN: _("Taken up again"),
    Verb.TAKE_BACK: _("Taken back"),
    Verb.CLOSE: _("Closed"),
}
DEEDS: dict[str, Any] = {
    "copy": _("A copy made ready"),
    "corrected": _("Corrected"),
    "withdrawn": _("Consent taken back"),
    "restricted": _("Restricted"),
    "unrestricted": _("Restriction lifted"),
    "objected": _("Use stopped"),
    "asked-to-stop": _("Asked to stop a use"),
    "resumed": _("Use goes on"),
    "erasing": _("Erasing begun"),
}
REFUSALS: dict[str, Any] = {
    "not-proven": _("It was not proven who asks"),
    "unclear": _("It stayed unclear what is asked"),
    "not-held": _("We hold nothing of it"),
    "third-party": _("It would show what belongs to somebody else"),
    "unfounded": _("It is manifestly unfounded"),
    "excessive": _("It is excessive"),
    "legal-duty": _("The law makes us keep it"),
    "legal-claim": _("It is needed for a legal claim"),
    "compelling": _("Compelling grounds of ours outweigh the objection"),
}
LEVELS: tuple[Any, ...] = (_("nothing"), _("a code to a known address"), _("signing in, or a document"))
LAWS: dict[str, Any] = {
    "TW": _("Taiwan"),
    "MY": _("Malaysia"),
    "SG": _("Singapore"),
    "JP": _("Japan"),
    "EU": _("European Union"),
    "US-CA": _("California"),
}
