"""How often somebody may ask."""

from datetime import timedelta

from boxmalls.base.limits import Limit

ASK_FROM = Limit("privacy-office.ask.from", 20, timedelta(hours=1))
WRITE_FROM = Limit("privacy-office.write.from", 60, timedelta(hours=1))
