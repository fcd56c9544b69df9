"""
What somebody wrote, and nothing that their mail program added: no quoted mail, no heads of quoted mails, no signature, no address of theirs.

What is left is checked like a message that was written on a page; what is taken out here is taken out because a mail program put it there.
"""

import re
from collections.abc import Iterable

MARK = "#~~~"
"""The line above which one answers; it stands in every mail that we forward."""

FROM = r"(?:From|Von|De|Van|Dari|寄件者|寄件人|发件人|差出人|送信者)"
FURTHER = re.compile(
    r"^\W*(?:To|An|Aan|Kepada|Sent|Gesendet|Date|Datum|Tarikh|Subject|Betreff|Subjek|收件者|收件人|日期|主旨|主题|宛先|日時|件名)\W*[:：]",
    re.IGNORECASE,
)
HEAD = re.compile(rf"^\W*{FROM}\W*[:：]", re.IGNORECASE)
DIVIDER = re.compile(r"^\s*(?:-{2,}\s*$|_{5,}\s*$|-{3,}.*-{3,}\s*$|-- $)")
DEVICE = re.compile(
    r"^\s*(?:Sent from (?:my|Outlook|Mail)|Get Outlook for|Von meinem .+ gesendet|Gesendet (?:mit|von)|Diese Nachricht wurde von|Dihantar dari"
    r"|[從从]我的.+(?:傳送|发送|寄出)|[發发]自我的|.*から送信)",
    re.IGNORECASE,
)
ENDS_WITH_COLON = re.compile(r"[:：]\s*$")
NAMES_A_WRITER = re.compile(r"[@<]|\b(?:wrote|schrieb|écrit|schreef|menulis)\b|写道|寫道|書きました|のメッセージ", re.IGNORECASE)
OPENS = re.compile(r"^\s*(?:On|Am|Le|El|Op|Il|Pada|於|于|在|\d{4})\b|^\s*[於于在]", re.IGNORECASE)
BLANKS = re.compile(r"\n{3,}")


def plain_words(text: str, own: Iterable[str] = ()) -> str:
    """
    The words of a mail.

    :param own: addresses that a mail program may have put in: the sender's, and ours.
    """
    lines = _without_attributions(_until_quoted(text.replace("\r\n", "\n").split("\n")))
    kept = [line for line in lines if not line.lstrip().startswith(">") and not DEVICE.match(line)]
    words = "\n".join(kept)
    for address in filter(None, own):
        words = re.sub(r"<?(?:mailto:)?" + re.escape(address) + r">?", "", words, flags=re.IGNORECASE)
    return BLANKS.sub("\n\n", words).strip()


def _until_quoted(lines: list[str]) -> list[str]:
    """The lines before a signature, or before the head of a mail that is quoted whole."""
    for number, line in enumerate(lines):
        quoted_whole = HEAD.match(line) and any(FURTHER.match(following) for following in lines[number + 1 : number + 5])
        if quoted_whole or DIVIDER.match(line) or (MARK in line and not line.lstrip().startswith(">")):
            return lines[:number]
    return lines


def _without_attributions(lines: list[str]) -> list[str]:
    """Without "On Monday, somebody wrote:", which stands before quoted lines or at the end, on one line or broken into two or three."""
    kept = list(lines)
    for number in range(len(kept) - 1, -1, -1):
        if ENDS_WITH_COLON.search(kept[number]) and _is_before_a_quote(kept, number):
            first = _first_of(kept, number)
            kept[first : number + 1] = [""] * (number + 1 - first)
    return kept


def _first_of(lines: list[str], last: int) -> int:
    """Where a sentence that ends with a colon begins: at a line that opens like one, else where somebody is named; `last + 1` if it is none."""
    near = [number for number in range(last, max(last - 3, -1), -1) if all(lines[each].strip() for each in range(number, last + 1))]
    named = [number for number in near if NAMES_A_WRITER.search(" ".join(lines[number : last + 1]))]
    return next((number for number in reversed(named) if OPENS.match(lines[number])), named[0] if named else last + 1)


def _is_before_a_quote(lines: list[str], number: int) -> bool:
    following = next((line for line in lines[number + 1 :] if line.strip()), ">")
    return following.lstrip().startswith(">")
