"""A new text as it arrives, uploaded or pasted: taken only if it can be kept and quoted."""

import re

from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import BadInput
from boxmalls.privacy.policy.splitting import Kind, Piece, split

MOST_BYTES = 256 * 1024
FEWEST_SENTENCES = 3
MOST_SENTENCES = 4000
LONGEST_NUMBER = 20
BOM = b"\xef\xbb\xbf"
# Control signs, and the invisible ones that turn the order of reading: a policy that shows other words than it has is no policy.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


class TextRefused(BadInput):
    code = "text-refused"


class NotUtf8(TextRefused):
    words = _("This file is not text in UTF-8. Save it as plain text, UTF-8, and send it again.")


class TooLong(TextRefused):
    words = _("This text is longer than 256 KB. Send the policy alone, without its attachments.")


class NothingInIt(TextRefused):
    words = _("There are fewer than three sentences in this text. Send the whole policy.")


class HiddenSigns(TextRefused):
    words = _("Line %(line)s holds a sign that cannot be seen. Remove it and send the text again.")


class TooManySentences(TextRefused):
    words = _("There are more than 4,000 sentences in this text. That is not a policy that anybody can read.")


class NumberTooLong(TextRefused):
    words = _("The number %(number)s of a clause is too long. Number clauses like 3.1.")


def read_text(sent: bytes) -> bytes:
    """
    Return a text as it is kept: the bytes that were sent, without a byte order mark.

    :raises TextRefused: with what is wrong and what to do.
    """
    if len(sent) > MOST_BYTES:
        raise TooLong
    words = sent.removeprefix(BOM)
    try:
        text = words.decode("utf-8")
    except UnicodeDecodeError:
        raise NotUtf8 from None
    if hidden := FORBIDDEN.search(text):
        raise HiddenSigns(line=text.count("\n", 0, hidden.start()) + 1)
    sentences = sentences_of(text)
    if len(sentences) < FEWEST_SENTENCES:
        raise NothingInIt
    if len(sentences) > MOST_SENTENCES:
        raise TooManySentences
    for piece in sentences:
        if len(piece.clause) > LONGEST_NUMBER:
            raise NumberTooLong(number=piece.clause[:40])
    return words


def read_pasted(sent: str) -> bytes:
    """The same for what was pasted into a page, whose line ends browsers rewrite."""
    text = sent.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return read_text((text + "\n").encode("utf-8", "surrogatepass") if text else b"")


def sentences_of(text: str) -> list[Piece]:
    """The sentences of a text, each with an id of its own, also where the text uses a number twice."""
    seen: dict[str, int] = {}
    found = []
    for piece in split(text):
        if piece.kind is Kind.SENTENCE:
            seen[piece.sid] = seen.get(piece.sid, 0) + 1
            again = seen[piece.sid]
            found.append(piece if again == 1 else Piece(piece.kind, piece.text, piece.clause, f"{piece.sid}.{again}"))
    return found
