"""Addresses of the seller's desk."""

from django.urls import path

from boxmalls.seller_centre.web import breach, corrections, courier, delivery, figures, imports, invoices, labels, listings, messages, money, orders, overview

app_name = "seller_centre"
urlpatterns = [
    path("seller/", overview.overview, name="overview"),
    path("seller/orders", orders.orders, name="orders"),
    path("seller/labels", labels.labels, name="labels"),
    path("seller/courier", courier.book, name="courier"),
    path("seller/orders/copy", orders.copy, name="copy"),
    path("seller/orders/<slug:number>", orders.order, name="order"),
    path("seller/orders/<slug:number>/messages", messages.messages, name="messages"),
    path("seller/orders/<slug:number>/invoice", invoices.invoice, name="invoice"),
    path("seller/orders/<slug:number>/delivery", orders.delivery, name="delivery"),
    path("seller/orders/<slug:number>/courier/cancellation", courier.cancel, name="courier-cancellation"),
    path("seller/orders/<slug:number>/courier/label", courier.label, name="courier-label"),
    path("seller/orders/<slug:number>/call-request", messages.ask, name="call-request"),
    path("seller/orders/<slug:number>/shipment", orders.ship, name="shipment"),
    path("seller/listings", listings.listings, name="listings"),
    path("seller/listings/<uuid:offer_id>", listings.change, name="listing"),
    path("seller/delivery", delivery.delivery, name="ways-of-delivery"),
    path("seller/delivery/ending", delivery.end, name="way-ended"),
    path("seller/imports", imports.imports, name="imports"),
    path("seller/imports/<uuid:run_id>", imports.run, name="import"),
    path("seller/breach", breach.breach, name="breach"),
    path("seller/corrections", corrections.corrections, name="corrections"),
    path("seller/corrections/<uuid:notice_id>", corrections.heard, name="correction"),
    path("seller/figures", figures.figures, name="figures"),
    path("seller/figures.csv", figures.download, name="figures_csv"),
    path("seller/money", money.money, name="money"),
]
