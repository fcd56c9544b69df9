"""What will not be done with an edition, and why."""

from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import BadInput, Conflict, Forbidden


class WrongStep(Conflict):
    code = "wrong-step"
    words = _("This cannot be done now: %(state)s. Nothing was changed; look again.")


class NotTheAuthor(Forbidden):
    code = "not-the-author"
    words = _("Only its author changes a draft. Send it back with a reason, or write one of your own.")


class AuthorApproves(Forbidden):
    code = "author-approves"
    words = _("Whoever wrote this does not approve it. A second person in charge has to read it.")


class NothingNew(BadInput):
    code = "nothing-new"
    words = _("This is the text that is in force already. There is nothing to approve.")


class TooSoon(BadInput):
    code = "too-soon"
    words = _("People are told 30 days before something new begins. Choose %(day)s or later, or write why it has to be sooner.")


class DayPassed(BadInput):
    code = "day-passed"
    words = _("The day on which it begins has passed. Choose today or later.")


class UnknownWord(BadInput):
    code = "unknown-word"
    words = _("The register of personal data does not know %(word)s. Choose from its list.")


class UnknownKind(BadInput):
    code = "unknown-kind"
    words = _("There is no such kind of text: %(kind)s.")


class UnknownSite(BadInput):
    code = "unknown-site"
    words = _("Choose at least one site, from the list.")


class UnknownLanguage(BadInput):
    code = "unknown-language"
    words = _("Choose one of the languages of the shop.")


class NewsMissing(BadInput):
    code = "news-missing"
    words = _("Write in a line or two what is new, in the binding language at least. It is what people read first.")


class TextMoved(Conflict):
    code = "text-moved"
    words = _("Another text came into force on %(site)s since this was proposed. Send it back and compare anew.")


class TextChanged(Conflict):
    code = "text-changed"
    words = _("The text is not the one that was proposed. Send it back and propose it anew.")


class AnotherIsComing(Conflict):
    code = "another-is-coming"
    words = _("Another text is announced for %(site)s already. Let it come into force first, or withdraw it.")


class ReasonMissing(BadInput):
    code = "reason-missing"
    words = _("Write the reason, in ten letters or more.")


class OtherLanguage(BadInput):
    code = "other-language"
    words = _("Exactly this text is kept in another language already. Send the translation.")
