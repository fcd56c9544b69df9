"""How far the orders were walked through that were paid before the shop had a mailbox, or a phone relay."""

from django.db import models


class RelayRound(models.Model):
    """One walk; its row goes when the shop no longer has what it was for, so that it is walked again if it comes back."""

    class For(models.TextChoices):
        MAIL = "mail"
        CALLS = "calls"

    about = models.CharField(primary_key=True, max_length=5, choices=For)
    upto = models.UUIDField(null=True, help_text="The last order that was looked at.")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.about
