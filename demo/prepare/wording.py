"""The shops' listings come in small letters with their punctuation set apart. The same words, set as people set them."""

import re

# Written as their makers write them, or in capitals.
CAPITALS = set(
    """lg hp ibm jvc rca nec tdk ge dvd vcr vhs lcd led hdtv tv cd mp3 mp4 usb hdmi dvi vga gps fm am pc ps2 ps3 psp ups uv ac dc hd sd xd
    sdhc cf ddr ddr2 ddr3 ram rom ide sata scsi pci agp tft crt dslr slr iso rf ir qvga wvga led dsp thx dts xm 3d ii iii iv xp mb gb tb
    mhz ghz usa uk us nba nfl mlb nhl sql cad pdf dj hdd ssd nas kvm lan wan wlan poe voip cpu gpu bnc rgb xlr rj45 cat5e cat6 eu oem
    html xml php upc aaa aa sims ca bmw id cs3 cs4 cs5 hq atsc ntsc mpeg jpeg wi-fi""".split()  # noqa: SIM905
)
SPECIAL = {
    "ipod": "iPod", "iphone": "iPhone", "ipad": "iPad", "imac": "iMac", "macbook": "MacBook", "ilife": "iLife", "iwork": "iWork", "itunes": "iTunes",
    "powershot": "PowerShot", "coolpix": "Coolpix", "cyber-shot": "Cyber-shot", "easyshare": "EasyShare", "playstation": "PlayStation", "linksys": "Linksys",
    "netgear": "NETGEAR", "laserjet": "LaserJet", "deskjet": "DeskJet", "officejet": "OfficeJet", "photosmart": "Photosmart", "quickbooks": "QuickBooks",
    "wordperfect": "WordPerfect", "turbotax": "TurboTax", "photoshop": "Photoshop", "indesign": "InDesign", "coreldraw": "CorelDRAW", "mcafee": "McAfee",
    "sandisk": "SanDisk", "omnimount": "OmniMount", "startech.com": "StarTech.com",
    "startech": "StarTech", "tomtom": "TomTom", "nuvi": "nüvi", "ihome": "iHome",
    "powerpoint": "PowerPoint", "ebay": "eBay", "lacie": "LaCie", "d-link": "D-Link", "da-lite": "Da-Lite", "xbox": "Xbox", "wifi": "WiFi", "3m": "3M",
    "tp-link": "TP-Link", "u.s.": "U.S.",
}  # fmt: skip
SHOUTED = CAPITALS - {"id", "am", "us", "sims", "ca", "ac", "ii", "iv"}
SMALL = set("a an and as at by for from in into of on or per the to with w x vs via nor".split())  # noqa: SIM905
UNIT = re.compile(r"^\d[\d.,/-]*(?:gb|mb|tb|kb|mm|cm|in|ft|hz|w|v|x|lb|oz|ml|mp|k|m|pk|th|st|nd|rd|port|pin|inch|pack|mah|ghz|mhz)?$")


def title_of(words: str) -> str:
    """A title with capitals, inches and brackets where people put them. The words and their order stay."""
    tight = tightened(words)
    done = [_word(word, first=n == 0) for n, word in enumerate(tight.split(" "))]
    return " ".join(done)[:300].strip()


def text_of(words: str) -> str:
    """A description: the same, but small letters stay, and it begins with a capital."""
    tight = tightened(words)
    done = " ".join(word.upper() if _is_code(word) or word.strip(".,;:()") in SHOUTED else SPECIAL.get(word, word) for word in tight.split(" "))
    return done[:1].upper() + done[1:]


def tightened(words: str) -> str:
    """Punctuation back at its words."""
    words = re.sub(r"(\d) ' '", r"\1″", words)
    words = re.sub(r"(\d) '(?= |$)", r"\1″", words)
    words = re.sub(r"\( r \)", "®", words)
    words = re.sub(r"\( (.*?) \)", r"(\1)", words)
    words = re.sub(r"\s+([,;:!?®)])", r"\1", words)
    words = re.sub(r"\(\s+", "(", words)
    words = re.sub(r"(\w) \.(\d)", r"\1.\2", words)
    words = re.sub(r"\s+\.(?=\s|$)", ".", words)
    return re.sub(r"\s+", " ", words).strip(" ,;:")


def _word(word: str, *, first: bool) -> str:
    opening = "(" if word.startswith("(") else ""
    bare = word[len(opening) :]
    core = bare.rstrip(",;:!?)®.")
    tail = bare[len(core) :]
    return opening + _cased(core, first=first) + tail


def _cased(word: str, *, first: bool) -> str:
    if word in SPECIAL:
        return SPECIAL[word]
    if word in SMALL and not first:
        return word
    if word in CAPITALS or _is_code(word):
        return word.upper()
    if UNIT.match(word):
        number = re.match(r"[\d.,/-]*", word)[0]  # type: ignore[index]
        return number + word[len(number) :].upper() if word.endswith(("gb", "mb", "tb", "kb", "mp")) else word
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def _is_code(word: str) -> bool:
    """A maker's number, such as kdl32l4000: letters and digits mixed, and not a measure."""
    bare = word.strip("(),.;:")
    return any(c.isdigit() for c in bare) and any(c.isalpha() for c in bare) and not UNIT.match(bare) and bare.isascii()


def brand_of(words: str) -> str:
    """A brand as it is written."""
    plain = re.sub(r"\s+", " ", words.replace("-", " ") if words.count("-") > 1 else words).strip(" .")
    plain = re.sub(r"\b(inc|corp|corporation|ltd|llc|co|company|software inc)\b\.?", "", plain).strip(" ,.")
    return " ".join(_cased(word, first=True) for word in plain.split()) if plain else ""
