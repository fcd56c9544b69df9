"""Why the office keeps what people ask and send."""

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.register import Basis, Occasion, Purpose

REQUESTS = Purpose(
    code="privacy_office.requests",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.ANY_OTHER,
    words=_("Answer what you ask about your data, in time, and prove that we did."),
)
LETTERS = Purpose(
    code="privacy_office.letters",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.COMMUNICATION,
    words=_("Write back to you about what you asked."),
)
PAPERS = Purpose(
    code="privacy_office.papers",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.FORMS,
    words=_("Keep what you sent on paper or as a file as evidence of what you asked."),
)
DOCUMENTS = Purpose(
    code="privacy_office.documents",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.AGREEMENTS,
    words=_("Look at a document that we asked you for, and then delete it."),
)
