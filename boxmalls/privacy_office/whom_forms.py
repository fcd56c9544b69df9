"""What the forms share that are about one person: naming them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from boxmalls.orders.models import OrderGroup
from boxmalls.privacy.models import Person
from boxmalls.privacy.vault import blind


class WhomForm(forms.Form):
    """Whom it is about. Cleaned, `whom` is the person."""

    whom = forms.CharField(
        label=_("Email address or number of an order"),
        max_length=254,
        error_messages={"required": _("Enter an email address, or a number such as BX-7K2M-0091")},
    )

    def clean_whom(self) -> Person:
        person = person_called(self.cleaned_data["whom"])
        if person is None:
            raise forms.ValidationError(_("Nobody is found by this. Compare it letter by letter."))
        return person


def person_called(whom: str) -> Person | None:
    """Whom an address or the number of an order names; of several with one address, the one who came first."""
    written = whom.strip()
    found = blind.find("email", written) if "@" in written else []
    ordered = OrderGroup.objects.filter(number=written.upper()).values_list("person_id", flat=True).first() if not found else None
    wanted = [each for each in (*found, ordered) if each is not None]
    standing = Person.objects.filter(pk__in=wanted, erased_at=None, merged_into=None).in_bulk()
    return next((standing[each] for each in wanted if each in standing), None)
