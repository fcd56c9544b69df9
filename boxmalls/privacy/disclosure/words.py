"""What left the house, in the reader's words: the notes name kinds of things in English, so that they say the same to everybody."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boxmalls.ui.formatting import join_words

THINGS = {
    "a copy": gettext_lazy("a copy"),
    "address": gettext_lazy("address"),
    "amounts": gettext_lazy("amounts"),
    "email": gettext_lazy("email"),
    "first name": gettext_lazy("first name"),
    "goods": gettext_lazy("goods"),
    "guardian's email": gettext_lazy("your guardian's email"),
    "masked phone": gettext_lazy("masked phone"),
    "name": gettext_lazy("name"),
    "our words": gettext_lazy("our words"),
    "parcel label": gettext_lazy("parcel label"),
    "parcel number": gettext_lazy("parcel number"),
    "phone": gettext_lazy("phone"),
    "what was written": gettext_lazy("what was written"),
    "what you wrote": gettext_lazy("what you wrote"),
}


def things_in_words(what: str, language: str) -> str:
    """`first name, parcel label` in a language; what is not known stays as it is."""
    return join_words([THINGS.get(thing, thing) for thing in what.split(", ")], language)


def who_in_words(recipient: str) -> str:
    """A recipient's name; a mail server on our own machine has none of its own."""
    return _("Our own mail server") if recipient == "localhost" else recipient
