"""Addresses of the privacy office: `/office/…` for the person in charge, `/privacy/…` for everybody."""

from django.urls import path

from boxmalls.privacy_office.web import breaches, desk, glass, policy

app_name = "privacy_office"
urlpatterns = [
    path("office/", desk.desk, name="desk"),
    path("office/breaches/", breaches.breaches, name="breaches"),
    path("office/breaches/<uuid:breach_id>", breaches.breach, name="breach"),
    path("office/breaches/<uuid:breach_id>/scope", breaches.scope, name="breach-scope"),
    path("office/breaches/<uuid:breach_id>/sent", breaches.sent, name="breach-sent"),
    path("office/breaches/<uuid:breach_id>/letters", breaches.letters, name="breach-letters"),
    path("office/breaches/<uuid:breach_id>/closing", breaches.closing, name="breach-closing"),
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
