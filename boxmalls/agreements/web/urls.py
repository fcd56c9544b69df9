"""Addresses of the texts beside the policy."""

from django.urls import path

from boxmalls.agreements.web import pages

app_name = "agreements"
urlpatterns = [
    path("agreements", pages.agreements, name="agreements"),
    path("agreements/<slug:agreement_kind>", pages.agreement, name="agreement"),
    path("agreements/<slug:agreement_kind>/coming", pages.coming, name="coming"),
    path("agreements/<slug:agreement_kind>/<int:version_number>/text", pages.text, name="text"),
    path("agreements/<slug:agreement_kind>/acceptance", pages.acceptance, name="acceptance"),
]
