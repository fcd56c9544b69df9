"""Which sentences of the policy the vault carries out: a value that is locked opens in its own place alone."""

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.bindings import BINDINGS, Binding, gives

BINDINGS.declare(
    Binding(
        ("s-1-1-3",),
        "boxmalls.privacy.vault.sealing.associated_data",
        gives(b"anywhere"),
        ("tests/clauses/test_1_1.py::test_a_locked_value_that_is_carried_to_another_row_does_not_open_there",),
        _("A value that is locked opens in its own row and column alone; carried elsewhere it is nothing."),
    )
)
