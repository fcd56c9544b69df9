"""What stands in the margin beside each clause, in plain words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class ClauseNote:
    """What stands in the margin beside a clause."""

    title: Promise
    words: Promise


note = ClauseNote
NOTES: dict[str, ClauseNote] = {
    "1.1": note(
        _("One operator, several sites."),
        _("Your data belongs to you once, whichever of the sites you use. Each site names its operator at the foot of the page."),
    ),
    "1.2": note(
        _("A definition."),
        _("We also count data that points to you only when combined. Every column of every table says whether it is about a person."),
    ),
    "1.3": note(
        _("You may read before you agree."),
        _("Reading needs no agreement and leaves no record. Opening an account or ordering records which text you accepted, when, and in which language."),
    ),
    "1.4": note(
        _("Other texts stand beside this one."),
        _("Terms, agreements, notices and your own choices apply beside it, in an order that has a page of its own. This policy replaces none of them."),
    ),
    "1.4.note": note(_("Out of our hands."), _("Who received something of yours, and what, is listed under Your data. They have policies of their own.")),
    "2": note(_("There is no hidden occasion."), _("The database refuses anything about you that does not come in by one of these doors.")),
    "2.a": note(_("Opening an account."), _("An email and a password. Sellers are entered by the operator today, not by a form.")),
    "2.b": note(
        _("Forms, on these pages and on paper."),
        _("Beside each field stands why we ask and how long we keep it. A form on paper is keyed in, and its scan kept as evidence."),
    ),
    "2.c": note(
        _("What you accept is kept with its words."), _("The fingerprint of the text, the site, the language and the moment. The receipt is signed and yours.")
    ),
    "2.d": note(
        _("Letters, mail and calls to the person in charge."),
        _("Each is written down with its channel and its day. A call is not recorded before you agreed."),
    ),
    "2.f": note(_("Cookies, each with a reason."), _("Reading sets none that names you. What a cookie keeps and for how long is listed under Your data.")),
    "2.i": note(_("Orders."), _("What an order needs, and no more. Each seller sees only what its offer said it would.")),
    "2.l": note(_("Whatever you send is filed."), _("It gets a number, a last day for our answer, and a page on which you see how it stands.")),
    "2.end": note(_("For us the list is complete."), _("What is not declared cannot be stored: the shop refuses to start with an undeclared table or column.")),
    "3.1": note(_("Nine kinds, each with its card."), _("Your data shows all nine, the empty ones too.")),
    "3.1.a": note(_("Name, address, phone, email."), _("Locked with a key of your own, which is destroyed when you erase.")),
    "3.1.b": note(
        _("Only what you send as proof."),
        _("A document is asked for with a reason and a last day, locked with your key, looked at once, and deleted. There is no identity check to shop here."),
    ),
    "3.1.d": note(
        _("Your sign-in."), _("Of a password only a fingerprint is stored. The address you sign in from is kept with the open session and goes with it.")
    ),
    "3.1.e": note(_("Orders and balance."), _("Amounts and dates stay in the books as long as the tax law of the site asks. Your name does not.")),
    "3.1.f": note(_("Your sessions, and visits only if you agree."), _("No IMEI, MAC or place is collected on this site.")),
    "3.1.g": note(_("The carrier's number of your parcel."), _("No account that you have with another company is fetched.")),
    "3.1.h": note(_("What else you fill in."), _("Your basket and your choices.")),
    "3.2": note(
        _("Correct it where you see it."),
        _("Under Your data; a note of the change stays. If we need a document we say why and by when, and delete it once it was looked at."),
    ),
    "3.3": note(
        _("You can do this now, with or without a letter."),
        _(
            "Write to the person in charge in any way you like. Your data has a switch for every choice, and says what stops before you decide. "
            "The heading named here is not in the text; that page is what it means."
        ),
    ),
    "contact": note(_("The person in charge"), _("is named at the foot of every page of this site.")),
}

SHUT: dict[str, ClauseNote] = {
    "2.d": note(_("No call is recorded."), _("There is no phone line, chat or fax in this system yet. Letters and mail go to the person in charge.")),
    "2.e": note(_("No forum yet."), _("There is no place to ask or answer other people here so far.")),
    "2.g": note(_("Your device is not asked."), _("No camera, place, contacts or notifications. The pages may not even ask: a header forbids it.")),
    "2.h": note(_("No account is linked."), _("Signing in with another company's account is not offered yet.")),
    "2.j": note(
        _("No reviews yet."),
        _("There is no place for comments on goods here so far. A complaint about your data goes to the person in charge, as any letter does."),
    ),
    "2.k": note(_("No campaigns yet."), _("There is no competition or prize draw on this site.")),
    "2.l": note(_("Nothing is filed unasked."), _("There is no general inbox in this system yet.")),
    "3.1.b": note(_("No document is asked for."), _("There is no identity check on this site so far.")),
    "3.1.c": note(_("No photo, sound or video of people."), _("There is no place to send us any.")),
    "3.1.i": note(_("No summary is made."), _("Nobody and nothing here writes a summary of you.")),
}
"""The same for an occasion or a kind for which nothing is declared, so that nothing comes in by it."""

SHUT_WORDS = _("Not collected")
NEW = _("New in this text")
