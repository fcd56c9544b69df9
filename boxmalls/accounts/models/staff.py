from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import new_id


class Staff(models.Model):
    """Someone works here, in a role. Several roles are several rows; leaving a role deletes its row."""

    SUPPORT = "support"
    FINANCE = "finance"
    OFFICER = "officer"
    ADMIN = "admin"
    ROLES: ClassVar = [
        (SUPPORT, _("Customer service")),
        (FINANCE, _("Books and transfers")),
        (OFFICER, _("Person in charge of personal data")),
        (ADMIN, _("Runs the shop")),
    ]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=ROLES)
    since_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "role"], name="one_row_a_role"),
            models.CheckConstraint(condition=models.Q(role__in=["support", "finance", "officer", "admin"]), name="staff_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"
