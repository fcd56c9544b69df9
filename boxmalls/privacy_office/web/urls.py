"""Addresses of the privacy office: `/office/…` for the person in charge, `/privacy/…` for everybody."""

from django.urls import path

from boxmalls.privacy_office.web import desk, policy

app_name = "privacy_office"
urlpatterns = [
    path("office/", desk.desk, name="desk"),
    path("office/policy/", policy.policy, name="policy"),
    path("office/policy/new", policy.new, name="policy-new"),
    path("office/policy/<uuid:edition_id>", policy.edition, name="policy-edition"),
    path("office/policy/<uuid:edition_id>/texts", policy.texts, name="policy-texts"),
    path("office/policy/<uuid:edition_id>/proposal", policy.proposal, name="policy-proposal"),
    path("office/policy/<uuid:edition_id>/approval", policy.approval, name="policy-approval"),
    path("office/policy/<uuid:edition_id>/schedule", policy.schedule, name="policy-schedule"),
    path("office/policy/<uuid:edition_id>/sending-back", policy.sending_back, name="policy-sending-back"),
    path("office/policy/<uuid:edition_id>/withdrawal", policy.withdrawal, name="policy-withdrawal"),
]
