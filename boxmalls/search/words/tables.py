"""Small tables of how goods are written about: units, and words that say nothing about a thing."""

UNITS: dict[str, str] = {
    written: unit
    for unit, spellings in {
        "gb": "gb gbyte gigabyte gigabytes",
        "mb": "mb megabyte megabytes",
        "tb": "tb terabyte terabytes",
        "mp": "mp megapixel megapixels mpix",
        "ghz": "ghz gigahertz",
        "mhz": "mhz megahertz",
        "mm": "mm millimeter millimeters millimetre millimetres",
        "cm": "cm centimeter centimeters centimetre centimetres",
        "in": "in inch inches zoll",
        "ft": "ft foot feet",
        "ml": "ml millilitre millilitres",
        "l": "l litre litres liter liters",
        "kg": "kg kilogram kilograms",
        "g": "g gram grams",
        "oz": "oz ounce ounces",
        "lb": "lb lbs pound pounds",
        "w": "w watt watts",
        "v": "v volt volts",
        "mah": "mah",
        "mbps": "mbps",
        "x": "x",
        "pack": "pack packs pk pcs piece pieces ct count",
        "user": "user users",
        "port": "port ports",
        "channel": "channel channels ch",
        "sheet": "sheet sheets",
    }.items()
    for written in spellings.split()
}

SMALL_WORDS = """
a an and are as at be by for from has in is it its of on or that the this to was were will with your you we our
dan yang untuk dengan dari di ke ini itu pada
"""
STOP_WORDS = frozenset(SMALL_WORDS.split())
