"""Addresses of the privacy office: `/office/…` for the person in charge, `/privacy/…` for everybody."""

from django.urls import path

from boxmalls.privacy_office.web import asking, breaches, children, corrections, desk, glass, paper, policy, requests

app_name = "privacy_office"
urlpatterns = [
    path("office/", desk.desk, name="desk"),
    path("office/breaches/", breaches.breaches, name="breaches"),
    path("office/breaches/<uuid:breach_id>", breaches.breach, name="breach"),
    path("office/breaches/<uuid:breach_id>/scope", breaches.scope, name="breach-scope"),
    path("office/breaches/<uuid:breach_id>/sent", breaches.sent, name="breach-sent"),
    path("office/breaches/<uuid:breach_id>/letters", breaches.letters, name="breach-letters"),
    path("office/breaches/<uuid:breach_id>/closing", breaches.closing, name="breach-closing"),
    path("office/corrections/", corrections.corrections, name="corrections"),
    path("office/corrections/<uuid:notice_id>", corrections.step, name="correction"),
    path("office/glass/", glass.looks, name="glass"),
    path("office/glass/<uuid:glass_id>", glass.one, name="glass-one"),
    path("office/glass/<uuid:glass_id>/decision", glass.decision, name="glass-decision"),
    path("office/glass/<uuid:glass_id>/reading", glass.reading, name="glass-reading"),
    path("office/glass/<uuid:glass_id>/closing", glass.closing, name="glass-closing"),
    path("office/requests", requests.register, name="requests"),
    path("office/requests/new", requests.enter, name="requests-enter"),
    path("office/requests/<slug:request_number>", requests.one, name="request"),
    path("office/requests/<slug:request_number>/<slug:move>", requests.move, name="request-move"),
    path("office/children", children.children, name="children"),
    path("office/scans", paper.lay_down, name="scans"),
    path("office/scans/<uuid:file_id>", paper.key, name="scan"),
    path("office/scans/<uuid:file_id>/page", paper.page, name="scan-page"),
    path("office/scans/<uuid:file_id>/as-sent", paper.as_sent, name="scan-as-sent"),
    path("privacy/requests", asking.mine, name="my-requests"),
    path("privacy/requests/new", asking.new, name="ask"),
    path("privacy/requests/<slug:request_number>", asking.follow, name="follow"),
    path("privacy/requests/<slug:request_number>/words", asking.say, name="say"),
    path("privacy/requests/<slug:request_number>/decision", asking.decide, name="decide"),
    path("privacy/requests/<slug:request_number>/proof", asking.prove, name="prove"),
    path("privacy/requests/<slug:request_number>/documents/<uuid:wanted_id>", asking.document, name="document"),
    path("privacy/requests/<slug:request_number>/copy", asking.copy, name="copy"),
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
