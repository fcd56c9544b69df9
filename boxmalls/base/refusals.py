"""Expected failures. A refusal has a status, a code for machines and words for people; anything else is a bug and is loud."""

from typing import Any

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """
    Something that we will not do, and why.

    Subclasses stand beside what raises them and set `status`, `code` and `words`; details fill the words' placeholders.
    """

    status: int = 409
    code: str = "refused"
    words: Any = _("That is not possible right now. Nothing was changed.")

    def __init__(self, **details: Any) -> None:
        self.details = details
        super().__init__(self.code, details)

    @property
    def message(self) -> str:
        """The words in the language of the moment."""
        return str(self.words) % self.details if self.details else str(self.words)


class NotFound(Refusal):
    status = 404
    code = "not-found"
    words = _("There is nothing at this address. It may have moved, or it was taken down.")


class Forbidden(Refusal):
    status = 403
    code = "forbidden"
    words = _("This page is not open to you.")


class Conflict(Refusal):
    status = 409
    code = "conflict"
    words = _("Something changed in the meantime. Look again, then repeat what you wanted.")


class BadInput(Refusal):
    status = 422
    code = "bad-input"
    words = _("Some of what was sent cannot be used.")


class Gone(Refusal):
    status = 410
    code = "gone"
    words = _("This was here and has ended.")


class TooMany(Refusal):
    status = 429
    code = "too-many"
    words = _("That was tried too often. Wait a little, then try again.")


class Unavailable(Refusal):
    status = 503
    code = "unavailable"
    words = _("A part of the shop does not answer. Nothing was lost; try again in a minute.")
