from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import new_id


class Person(models.Model):
    """
    Somebody whom data is about: the root that every holding hangs from.

    Not an account and not an address. Visitors with a cart, guests, account holders, sellers' people and staff are persons; an
    email address that changes hands changes no person. The row itself says nothing about them.
    """

    VISITOR = "visitor"
    GUEST = "guest"
    ACCOUNT = "account"
    STAFF = "staff"
    KINDS: ClassVar = [(VISITOR, _("Visitor")), (GUEST, _("Guest")), (ACCOUNT, _("Account holder")), (STAFF, _("Staff"))]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=KINDS)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="Set when erasing begins: from then on nobody acts as this person.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=["visitor", "guest", "account", "staff"]), name="person_is_of_a_kind"),
            models.CheckConstraint(condition=~models.Q(merged_into=models.F("id")), name="person_is_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
