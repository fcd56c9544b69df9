"""Which drawing stands in for a thing without a photo, and which icon stands at an aisle: by category of the taxonomy."""

BY_CATEGORY = {
    "ap": "animals",
    "aa": "clothes",
    "aa-5": "bag",
    "aa-6": "jewellery",
    "aa-7": "shoes",
    "aa-8": "shoes",
    "ae": "art",
    "bt": "baby",
    "bu": "gift",
    "bi": "business",
    "co": "camera",
    "el": "electronics",
    "el-2": "audio",
    "el-6": "computer",
    "el-17": "screen",
    "el-18": "toys",
    "el-19": "toys",
    "fb": "food",
    "fb-1": "drink",
    "fr": "furniture",
    "gc": "gift",
    "ha": "tools",
    "hb": "beauty",
    "hg": "home",
    "hg-11": "kitchen",
    "hg-12": "plants",
    "hg-17": "plants",
    "lb": "luggage",
    "ma": "private",
    "me": "book",
    "me-3": "music",
    "os": "office",
    "rc": "ceremony",
    "se": "service",
    "so": "software",
    "sg": "sports",
    "tg": "toys",
    "vp": "vehicles",
}


SYMBOLS = {
    "ap": "c-animals",
    "aa": "c-clothes",
    "ae": "c-art",
    "bt": "c-baby",
    "bu": "c-gift",
    "bi": "c-business",
    "co": "c-photo",
    "el": "c-electronics",
    "fb": "c-food",
    "fr": "c-home",
    "gc": "c-gift",
    "ha": "c-tools",
    "hb": "c-beauty",
    "hg": "c-garden",
    "lb": "c-luggage",
    "ma": "lock",
    "me": "c-books",
    "os": "c-office",
    "rc": "c-ceremony",
    "se": "person",
    "so": "c-software",
    "sg": "c-sport",
    "tg": "c-toys",
    "vp": "c-vehicles",
}


def symbol_for(category: str) -> str:
    """Return the icon of an aisle, by the first storey of its category; ``shop`` where there is none."""
    return SYMBOLS.get(category.partition("-")[0], "shop")


def drawing_for(category: str) -> str:
    """Return the drawing of a category such as ``aa-8-1``; ``box`` where there is none."""
    while category:
        if category in BY_CATEGORY:
            return BY_CATEGORY[category]
        category = category.rpartition("-")[0]
    return "box"
