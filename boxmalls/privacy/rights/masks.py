"""What of a value may stand on a page before it is asked for. Plain functions."""

DOT = "•"


def mask(value: str) -> str:
    """
    Hide a value but for the little that lets its owner recognise it.

    An email keeps its first letter and what follows the @, a number its last two digits, words their first letter.
    """
    text = " ".join(value.split())
    if not text:
        return ""
    if "@" in text and " " not in text:
        return mask_email(text)
    if sum(c.isdigit() for c in text) >= 5 and not any(c.isalpha() for c in text):
        return mask_number(text)
    return " ".join(mask_word(word) for word in text.split(" ")[:4])


def mask_email(text: str) -> str:
    """``lena.krause@posteo.example`` becomes ``l••••@posteo.example``."""
    name, _, host = text.rpartition("@")
    return f"{name[:1]}{DOT * 4}@{host}"


def mask_number(text: str) -> str:
    """``+49 151 5550 1804`` becomes ``••••••04``."""
    return DOT * 6 + "".join(c for c in text if c.isdigit())[-2:]


def mask_word(word: str) -> str:
    """``Lena`` becomes ``L•••``; the length is not told. A single sign is hidden whole."""
    return DOT * 3 if len(word) == 1 else word[0] + DOT * 3
