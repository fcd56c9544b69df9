"""Addresses under /accounts (the door) and /account (the house). The door's names are those of the sign-in library."""

from django.urls import path

from boxmalls.accounts.web import account, addresses, devices, guardians, proving, sessions, signing_in

urlpatterns = [
    path("accounts/login/", signing_in.sign_in, name="account_login"),
    path("accounts/logout/", signing_in.sign_out, name="account_logout"),
    path("accounts/signup/", signing_in.sign_up, name="account_signup"),
    path("accounts/inactive/", signing_in.inactive, name="account_inactive"),
    path("accounts/reauthenticate/", signing_in.sign_in_again, name="account_reauthenticate"),
    path("accounts/email/", signing_in.change_email, name="account_email"),
    path("accounts/confirm-email/", signing_in.confirm_email, name="account_email_verification_sent"),
    path("accounts/password/change/", signing_in.change_password, name="account_change_password"),
    path("accounts/password/set/", signing_in.set_password, name="account_set_password"),
    path("accounts/password/reset/", signing_in.recover, name="account_reset_password"),
    path("accounts/password/reset/confirm/", signing_in.confirm_recovery, name="account_confirm_password_reset_code"),
    path("accounts/password/reset/complete/", signing_in.choose_password, name="account_complete_password_reset"),
    path("accounts/password/reset/done/", signing_in.recovered, name="account_password_reset_completed"),
    path("account", account.overview, name="account"),
    path("account/claim", account.claim, name="account_claim"),
    path("account/addresses", addresses.book, name="account_addresses"),
    path("account/addresses/<uuid:address_id>", addresses.line, name="account_address"),
    path("account/addresses/<uuid:address_id>/removal", addresses.removal, name="account_address_removal"),
    path("account/places", addresses.places, name="account_places"),
    path("account/sessions", sessions.places, name="account_sessions"),
    path("account/sessions/others/ending", sessions.end_others, name="account_sessions_ending"),
    path("account/sessions/<int:place_id>/ending", sessions.end_one, name="account_session_ending"),
    path("your-data/devices", devices.answer, name="account_devices"),
    path("account/guardian/<str:token>", guardians.guardian, name="account_guardian"),
    path("account/prove", proving.ask, name="account_prove"),
    path("account/prove/code", proving.answer, name="account_prove_code"),
]
