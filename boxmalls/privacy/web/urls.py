"""Addresses of the kernel's pages. `/policy` and `/your-data` are stable."""

from django.urls import path

from boxmalls.privacy.web import choices, cookies, erasing, policy, proofs, sharing, signals, versions, your_data

app_name = "privacy"

urlpatterns = [
    path("policy", policy.page, name="policy"),
    path("policy/text", policy.text, name="policy-text"),
    path("policy/versions", versions.versions, name="policy-versions"),
    path("policy/versions/<int:version_number>/text", versions.version_text, name="policy-version-text"),
    path("policy/comparison", versions.comparison, name="policy-comparison"),
    path("policy/coming", versions.coming, name="policy-coming"),
    path("policy/agreement", versions.agreement, name="policy-agreement"),
    path("policy/cookies", cookies.page, name="cookies"),
    path("policy/choices", sharing.choices, name="privacy-choices"),
    path(".well-known/gpc.json", signals.well_known, name="gpc"),
    path("your-data", your_data.page, name="your-data"),
    path("your-data/proofs", proofs.proofs, name="proofs"),
    path("your-data/proofs/<slug:kind>/<uuid:about_id>", proofs.proof, name="proof"),
    path(".well-known/receipt-keys.json", proofs.keys, name="receipt-keys"),
    path("your-data/guest", your_data.guest, name="guest"),
    path("your-data/show", your_data.show, name="show"),
    path("your-data/correction", your_data.correction, name="correction"),
    path("your-data/download", your_data.download, name="download"),
    path("your-data/choices", choices.choices, name="choose"),
    path("your-data/choices/opt-out", choices.refuse, name="opt-out"),
    path("your-data/choices/opt-in", choices.accept_again, name="opt-in"),
    path("your-data/sharing", sharing.sharing, name="sharing"),
    path("your-data/sharing/stop", sharing.stop, name="sharing-stop"),
    path("your-data/erase", erasing.erase, name="erase"),
    path("your-data/receipts/<str:token>", erasing.receipt, name="receipt"),
    path("your-data/receipts/<str:token>/text", erasing.receipt_text, name="receipt-text"),
    path("your-data/receipts/<str:token>/signed", erasing.receipt_signed, name="receipt-signed"),
]
