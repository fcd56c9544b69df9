"""How much a scan may cost before it is refused. Plain numbers, shared with the process that decodes."""

FORMATS = ("PNG", "JPEG")
MOST_PIXELS = 60_000_000
MOST_SIDE = 16_000
MOST_PAGES = 5
DPI = 200
SHOWN_WIDTH = 1400
MEMORY_BYTES = 2_000 * 1024 * 1024
CPU_SECONDS = 60
WALL_SECONDS = 90
MOST_CHARACTERS = 20_000
LANGUAGES = ("eng", "chi_tra", "chi_sim", "jpn", "msa")
