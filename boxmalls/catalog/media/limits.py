"""How much a picture may cost before it is refused. Plain numbers, shared with the process that decodes."""

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP", "TIFF")
MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_SIDE = 16_000
LEAST_SIDE = 16
MOST_FRAMES = 1_000
MEMORY_BYTES = 1_500 * 1024 * 1024
CPU_SECONDS = 20
WALL_SECONDS = 30

WIDTHS = (240, 480, 960)
# The fallback for browsers without any modern format, and for mail.
PLAIN_WIDTH = 480
QUALITY = {"avif": 55, "webp": 78, "jpg": 80}
