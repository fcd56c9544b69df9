"""The people who act for a seller."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import new_id


class TeamRole(models.TextChoices):
    OWNER = "owner", _("Owner")
    PACKER = "packer", _("Packs and ships")


class TeamMember(models.Model):
    """A person acts for a seller, in a role."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seller = models.ForeignKey("sellers.Seller", on_delete=models.CASCADE, related_name="team")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=8, choices=TeamRole, default=TeamRole.PACKER)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "seller"], name="sellers_teammember_once"),
            models.CheckConstraint(condition=Q(role__in=TeamRole.values), name="sellers_teammember_role"),
        ]
