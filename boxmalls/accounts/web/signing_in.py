"""The sign-in library's pages at our addresses: each declared, each counted before it looks anything up."""

from __future__ import annotations

from typing import Any

from allauth.account import views as library

from boxmalls.accounts import limits
from boxmalls.base.limits import limited
from boxmalls.base.web import open_to


class ConfirmRecovery(library.ConfirmPasswordResetCodeView):  # type: ignore[misc]
    """The code of a recovery letter, its tries counted for the address."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.email = self._process.state["email"]
        return form


anyone = open_to("anyone")
account = open_to("account")

sign_in = anyone(limited(limits.SIGN_IN_FROM)(library.login))
sign_up = anyone(limited(limits.SIGN_UP_FROM)(library.signup))
sign_out = anyone(library.logout)
inactive = anyone(library.account_inactive)
confirm_email = anyone(limited(limits.SIGN_IN_FROM)(library.email_verification_sent))
recover = anyone(limited(limits.RECOVERY_FROM)(library.password_reset))
confirm_recovery = anyone(limited(limits.SIGN_IN_FROM)(ConfirmRecovery.as_view()))
choose_password = anyone(library.complete_password_reset)
recovered = anyone(library.password_reset_from_key_done)

change_email = account(limited(limits.SIGN_IN_FROM)(library.email))
change_password = account(limited(limits.SIGN_IN_FROM)(library.password_change))
set_password = account(library.password_set)
sign_in_again = account(limited(limits.SIGN_IN_FROM)(library.reauthenticate))
