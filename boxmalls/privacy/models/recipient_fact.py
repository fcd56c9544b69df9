"""What only the operator knows of a recipient: who it is, where it is, and what a transfer there rests on."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import new_id


class Safeguard(models.TextChoices):
    """What the law lets data go there by (GDPR art. 45 to 49; the others ask for the like)."""

    NONE = "none", _("None needed: it stays where the law of the site applies")
    ADEQUACY = "adequacy", _("A decision that the protection there is adequate")
    CLAUSES = "clauses", _("Standard contractual clauses")
    RULES = "rules", _("Binding corporate rules")
    CONTRACT = "contract", _("Needed for the contract with the person")
    CONSENT = "consent", _("The express consent of the person")


class RecipientFact(models.Model):
    """Said once more, it is a new row: the newest counts, and the older ones show what counted when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recipient = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    safeguard = models.CharField(max_length=10, choices=Safeguard)
    contract_on = models.DateField(null=True)
    said_by = models.UUIDField()
    said_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["recipient", "-said_at"], name="recipient_facts_newest")]
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(country__regex="^[A-Z]{2}$"), name="recipient_country_is_a_code")]

    def __str__(self) -> str:
        return f"{self.recipient} {self.country}"
