"""What an address and a telephone number look like in each country that our sites deliver to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Country:
    """
    One country's habits.

    `postcode` is its pattern after folding (upper case, no spaces or hyphens), `layout` how it is written: a # for each sign.
    `national` are the fewest and most digits of a telephone number after the calling code, `trunk` what is dialled before
    them inside the country. `region` says that an address names a county, state or province too.
    """

    code: str
    postcode: str
    layout: str
    postcode_example: str
    calling: str
    trunk: str
    national: tuple[int, int]
    phone_example: str
    region: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.postcode, re.ASCII)

    @property
    def postcode_digits(self) -> int:
        """How many digits a postcode has where it has nothing else; 0 where it has letters."""
        return len(self.postcode_example) if self.postcode_example.isascii() and self.postcode_example.isdigit() else 0

    def write_postcode(self, folded: str) -> str:
        """Write a folded postcode as the country's post does; Taiwan's is as long as it was given."""
        if self.layout.count("#") != len(folded):
            return folded
        signs = iter(folded)
        return "".join(next(signs) if mark == "#" else mark for mark in self.layout)


def _country(line: str) -> Country:
    code, postcode, *rest = line.split()
    layout, example, calling, trunk, shortest, longest, phone, *more = (word.replace("_", " ") for word in rest)
    return Country(
        code=code,
        postcode=postcode,
        layout=layout,
        postcode_example=example,
        calling=calling,
        trunk="" if trunk == "-" else trunk,
        national=(int(shortest), int(longest)),
        phone_example=phone,
        region="region" in more,
    )


# Code, pattern of the folded postcode, layout, example, calling code, prefix inside the country, fewest and most national
# digits, example of a mobile number, and whether an address names a region too. A low line stands for a space.
# Postcodes: Universal Postal Union, addressing systems by country. Numbers: ITU-T E.164 national numbering plans.
_LINES = r"""
TW  [1-9]\d{2}(\d{2,3})?  ###  110  886  0  8  9  0912_345_678  region
MY  \d{5}  #####  50450  60  0  8  10  012-345_6789  region
AT  [1-9]\d{3}  ####  1010  43  0  4  13  0664_123456
BE  [1-9]\d{3}  ####  1000  32  0  8  9  0470_12_34_56
BG  [1-9]\d{3}  ####  1000  359  0  7  9  048_123_456
HR  [1-5]\d{4}  #####  10000  385  0  8  9  091_234_5678
CY  [1-9]\d{3}  ####  1010  357  -  8  8  96_123456
CZ  [1-7]\d{4}  ###_##  110_00  420  -  9  9  601_123_456
DK  \d{4}  ####  1050  45  -  8  8  20_12_34_56
EE  \d{5}  #####  10111  372  -  7  8  5123_4567
FI  \d{5}  #####  00100  358  0  5  12  041_2345678
FR  \d{5}  #####  75002  33  0  9  9  06_12_34_56_78
DE  \d{5}  #####  04107  49  0  5  12  01512_3456789
GR  [1-8]\d{4}  ###_##  104_31  30  -  10  10  691_234_5678
HU  [1-9]\d{3}  ####  1051  36  06  8  9  06_20_123_4567
IE  [A-Z]\d[0-9W][A-Z0-9]{4}  ###_####  D02_X285  353  0  7  9  085_012_3456  region
IT  \d{5}  #####  00184  39  -  6  11  312_345_6789  region
LV  \d{4}  LV-####  LV-1010  371  -  8  8  21_234_567
LT  \d{5}  LT-#####  LT-01100  370  0  8  8  612_34567
LU  \d{4}  ####  1111  352  -  4  11  628_123_456
MT  [A-Z]{3}\d{4}  ###_####  VLT_1117  356  -  8  8  9696_1234
NL  [1-9]\d{3}[A-Z]{2}  ####_##  1012_JS  31  0  9  9  06_12345678
PL  \d{5}  ##-###  00-950  48  -  9  9  512_345_678
PT  [1-9]\d{6}  ####-###  1100-148  351  -  9  9  912_345_678
RO  \d{6}  ######  010011  40  0  9  9  0712_034_567  region
SK  \d{5}  ###_##  811_01  421  0  9  9  0912_123_456
SI  [1-9]\d{3}  ####  1000  386  0  8  8  031_234_567
ES  (0[1-9]|[1-4]\d|5[0-2])\d{3}  #####  28001  34  -  9  9  612_34_56_78  region
SE  [1-9]\d{4}  ###_##  111_29  46  0  7  9  070_123_45_67
IS  [1-9]\d{2}  ###  101  354  -  7  9  611_1234
LI  94(8[5-9]|9[0-8])  ####  9490  423  -  7  9  660_234_567
NO  \d{4}  ####  0150  47  -  8  8  406_12_345
US  \d{5}(\d{4})?  #####  94103  1  1  10  10  415_555_0132  region
"""

COUNTRIES: dict[str, Country] = {country.code: country for country in map(_country, _LINES.strip().splitlines())}

EUROPE = tuple(code for code in COUNTRIES if code not in {"TW", "MY", "US"})
DELIVERED_BY_LAW: dict[str, tuple[str, ...]] = {"TW": ("TW",), "MY": ("MY",), "EU": EUROPE, "US-CA": ("US",)}


def delivered_countries(law: str) -> tuple[str, ...]:
    """Where a site under this law delivers to."""
    return DELIVERED_BY_LAW.get(law, EUROPE)
