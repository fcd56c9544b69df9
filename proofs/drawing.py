"""A letter on paper, as a scanner makes it."""

import io

from PIL import Image, ImageDraw, ImageFont


def written(*lines: str) -> bytes:
    """These lines in ink, as PNG."""
    paper = Image.new("L", (1100, 60 + 85 * len(lines)), 250)
    ink = ImageDraw.Draw(paper)
    for number, line in enumerate(lines):
        ink.text((40, 30 + 85 * number), line, fill=10, font=ImageFont.load_default(40))
    held = io.BytesIO()
    paper.save(held, "PNG")
    return held.getvalue()
