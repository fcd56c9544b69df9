from typing import ClassVar

from django.db import models

from .site import Site


class TaxClass(models.Model):
    """A rate of the site's law: standard, reduced or zero."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="tax_classes")
    code = models.CharField(max_length=10)
    rate_bp = models.PositiveIntegerField(help_text="In hundredths of a percent.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "code"], name="one_rate_for_each_tax_class"),
            models.CheckConstraint(condition=models.Q(code__in=["standard", "reduced", "zero"]), name="tax_class_is_known"),
            models.CheckConstraint(condition=models.Q(rate_bp__lte=10_000), name="tax_is_at_most_everything"),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.code}"
