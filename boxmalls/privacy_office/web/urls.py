"""Addresses of the privacy office: `/office/…` for the person in charge, `/privacy/…` for everybody."""

from django.urls import URLPattern, path

from boxmalls.privacy_office.web import (
    agreements,
    asking,
    breaches,
    children,
    corrections,
    desk,
    editions,
    glass,
    holds,
    objections,
    paper,
    policy,
    promises,
    recipients,
    requests,
)

app_name = "privacy_office"


def _steps(home: str, name: str) -> list[URLPattern]:
    """The page of an edition, and what can be done with it."""
    verbs = {
        "texts": editions.texts,
        "proposal": editions.proposal,
        "approval": editions.approval,
        "schedule": editions.schedule,
        "sending-back": editions.sending_back,
        "withdrawal": editions.withdrawal,
    }
    page = path(f"{home}<uuid:edition_id>", editions.edition, name=f"{name}-edition")
    return [page, *(path(f"{home}<uuid:edition_id>/{verb}", view, name=f"{name}-{verb}") for verb, view in verbs.items())]


urlpatterns = [
    path("office/", desk.desk, name="desk"),
    path("office/breaches/", breaches.breaches, name="breaches"),
    path("office/breaches/<uuid:breach_id>", breaches.breach, name="breach"),
    path("office/breaches/<uuid:breach_id>/scope", breaches.scope, name="breach-scope"),
    path("office/breaches/<uuid:breach_id>/sent", breaches.sent, name="breach-sent"),
    path("office/breaches/<uuid:breach_id>/letters", breaches.letters, name="breach-letters"),
    path("office/breaches/<uuid:breach_id>/closing", breaches.closing, name="breach-closing"),
    path("office/breaches/<uuid:breach_id>/confirmation", breaches.confirmation, name="breach-confirmation"),
    path("office/breaches/<uuid:breach_id>/dismissal", breaches.dismissal, name="breach-dismissal"),
    path("office/corrections/", corrections.corrections, name="corrections"),
    path("office/corrections/<uuid:notice_id>", corrections.step, name="correction"),
    path("office/recipients/", recipients.recipients, name="recipients"),
    path("office/recipients/<slug:code>", recipients.saying, name="recipient-saying"),
    path("office/holds/", holds.holds, name="holds"),
    path("office/holds/<uuid:hold_id>/lifting", holds.lifting, name="hold-lifting"),
    path("office/promises/", promises.promises, name="promises"),
    path("office/records/<slug:site_code>", promises.records, name="records"),
    path("office/assessments/<slug:site_code>", promises.assessment, name="assessment"),
    path("office/glass/", glass.looks, name="glass"),
    path("office/glass/<uuid:glass_id>", glass.one, name="glass-one"),
    path("office/glass/<uuid:glass_id>/decision", glass.decision, name="glass-decision"),
    path("office/glass/<uuid:glass_id>/reading", glass.reading, name="glass-reading"),
    path("office/glass/<uuid:glass_id>/closing", glass.closing, name="glass-closing"),
    path("office/glass/<uuid:glass_id>/silence", glass.silence, name="glass-silence"),
    path("office/glass/<uuid:glass_id>/silence/<uuid:silence_id>/agreement", glass.silence_agreement, name="glass-silence-agreement"),
    path("office/glass/<uuid:glass_id>/handing-over", glass.handing_over, name="glass-handing-over"),
    path("office/requests", requests.register, name="requests"),
    path("office/requests/new", requests.enter, name="requests-enter"),
    path("office/requests/<slug:request_number>", requests.one, name="request"),
    path("office/requests/<slug:request_number>/withheld", requests.withheld, name="request-withheld"),
    path("office/requests/<slug:request_number>/<slug:move>", requests.move, name="request-move"),
    path("office/children", children.children, name="children"),
    path("office/scans", paper.lay_down, name="scans"),
    path("office/scans/<uuid:file_id>", paper.key, name="scan"),
    path("office/scans/<uuid:file_id>/page", paper.page, name="scan-page"),
    path("office/scans/<uuid:file_id>/as-sent", paper.as_sent, name="scan-as-sent"),
    path("privacy/objections", objections.objections, name="objections"),
    path("privacy/objections/<str:purpose_code>", objections.objection, name="objection"),
    path("privacy/objections/<str:purpose_code>/withdrawal", objections.withdrawal, name="objection-withdrawal"),
    path("privacy/requests", asking.mine, name="my-requests"),
    path("privacy/requests/new", asking.new, name="ask"),
    path("privacy/requests/<slug:request_number>", asking.follow, name="follow"),
    path("privacy/requests/<slug:request_number>/words", asking.say, name="say"),
    path("privacy/requests/<slug:request_number>/decision", asking.decide, name="decide"),
    path("privacy/requests/<slug:request_number>/proof", asking.prove, name="prove"),
    path("privacy/requests/<slug:request_number>/documents/<uuid:wanted_id>", asking.document, name="document"),
    path("privacy/requests/<slug:request_number>/copy", asking.copy, name="copy"),
    path("office/agreements/", agreements.agreements, name="agreements"),
    path("office/agreements/new", agreements.new, name="agreement-new"),
    path("office/agreements/order/<slug:site_code>", agreements.precedence, name="agreement-precedence"),
    path("office/agreements/versions/<uuid:version_id>", agreements.version, name="agreement-version"),
    path("office/agreements/order/changes/<uuid:change_id>", agreements.order_decision, name="agreement-order-decision"),
    *_steps("office/agreements/editions/", "agreement"),
    path("office/policy/", policy.policy, name="policy"),
    path("office/policy/new", policy.new, name="policy-new"),
    *_steps("office/policy/", "policy"),
]
