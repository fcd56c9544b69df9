"""Where transfers go to."""

from django.db import models


class BankAccount(models.Model):
    """The operator's account for one site. Shown to whoever pays by transfer."""

    site = models.OneToOneField("sites.Site", primary_key=True, on_delete=models.CASCADE, related_name="+")
    holder = models.CharField(max_length=70)
    bank = models.CharField(max_length=70)
    number = models.CharField(max_length=40)
    code = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return self.number
