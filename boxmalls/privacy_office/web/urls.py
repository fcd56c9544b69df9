"""Addresses of the privacy office: `/office/…` for the person in charge, `/privacy/…` for everybody."""

from django.urls import path

from boxmalls.privacy_office.web import desk, glass, policy

app_name = "privacy_office"
urlpatterns = [
    path("office/", desk.desk, name="desk"),
    path("office/glass/", glass.looks, name="glass"),
    path("office/glass/<uuid:glass_id>", glass.one, name="glass-one"),
    path("office/glass/<uuid:glass_id>/decision", glass.decision, name="glass-decision"),
    path("office/glass/<uuid:glass_id>/reading", glass.reading, name="glass-reading"),
    path("office/glass/<uuid:glass_id>/closing", glass.closing, name="glass-closing"),
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
