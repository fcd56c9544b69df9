"""What the admin's host answers to."""

from django.urls import path

from .door import door

urlpatterns = [path("", door.urls)]

handler400 = "boxmalls.accounts.emergency.errors.bad_request"
handler403 = "boxmalls.accounts.emergency.errors.forbidden"
handler404 = "boxmalls.accounts.emergency.errors.not_found"
handler500 = "boxmalls.accounts.emergency.errors.broken"
