"""Who may have an account, by their age and the site's law. Pure: days go in, an answer comes out."""

from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.laws.deadlines import Ages

TOO_YOUNG = _("The law of this site wants an age of %(age)s for an account. Ask somebody who is older to order for you.")
NEEDS_GUARDIAN = _("Below %(age)s a parent or guardian has to agree. Name their email address; we ask them as soon as you have proven yours.")


class Gate(StrEnum):
    """What an age opens."""

    OPEN = "open"
    GUARDIAN = "guardian"
    SHUT = "shut"


def age_on(born: date, day: date) -> int:
    """Whole years; who was born on 29 February is a year older on 1 March of other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def gate_for(born: date | None, day: date, ages: Ages) -> Gate:
    """Whether an account opens, opens once a guardian agrees, or does not. Who does not say their birthday is taken as of age."""
    if born is None:
        return Gate.OPEN
    age = age_on(born, day)
    if age < ages.refuse_below:
        return Gate.SHUT
    return Gate.GUARDIAN if age < ages.guardian_below else Gate.OPEN
