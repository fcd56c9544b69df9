from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from boxmalls.privacy.laws import wants_choices_link


class Site(models.Model):
    """One shop front: its host name, who runs it, under which law, in which languages and currency."""

    code = models.CharField(max_length=10, primary_key=True)
    name = models.CharField(max_length=60)
    host = models.CharField(max_length=100, unique=True)
    operator_name = models.CharField(max_length=120)
    operator_address = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2)
    law = models.CharField(max_length=10)
    currency = models.CharField(max_length=3)
    languages = ArrayField(models.CharField(max_length=10))
    default_language = models.CharField(max_length=10)
    prices_include_tax = models.BooleanField(default=True)
    rounding = models.CharField(max_length=10, default="half_up")
    ships_to = ArrayField(models.CharField(max_length=2), help_text="Country codes, ISO 3166-1.")
    officer_name = models.CharField(max_length=120)
    officer_address = models.CharField(max_length=200)
    officer_email = models.EmailField()
    policy_code = models.CharField(max_length=40, default="boxmalls")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(rounding__in=["half_up", "half_even", "down"]), name="site_rounds_in_a_known_way"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def person_in_charge(self) -> tuple[str, str, str] | None:
        """Name, address and email of whom to ask about personal data."""
        return (self.officer_name, self.officer_address, self.officer_email) if self.officer_name else None

    @property
    def leads_to_choices(self) -> bool:
        """Whether the law here wants each page to lead to "Your privacy choices"."""
        return wants_choices_link(self.law)
