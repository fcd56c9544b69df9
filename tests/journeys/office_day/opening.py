"""An operator opens a site under Californian law."""

from pathlib import Path

from tests.shop import Shop

CALIFORNIA = """
code = "us"
name = "BoxMalls California"
host = "us.localhost"
country = "US"
law = "US-CA"
currency = "USD"
languages = ["en", "zh-hant", "zh-hans", "ja", "ms"]
ships_to = ["US"]
prices_include_tax = false
[operator]
name = "JSS TRADING"
address = "1 Example Street, San Francisco, CA 94103"
[officer]
name = "Privacy Officer"
address = "1 Example Street, San Francisco, CA 94103"
email = "privacy@us.boxmalls.example"
[taxes]
standard = 8.63
reduced = 0
zero = 0
"""


def a_site_is_opened(shop: Shop, folder: Path) -> None:
    """An operator opens a site under Californian law, as docs/operating.md says; the shop answers there within a minute."""
    (folder / "us.toml").write_text(CALIFORNIA)
    shop.manage("site", "add", str(folder / "us.toml"), "--texts-of", "eu")
