"""Addresses of the operator's desk."""

from django.urls import path

from boxmalls.back_office.web import figures, imports, orders, overview, sellers, transfers

app_name = "back_office"
urlpatterns = [
    path("back-office/", overview.overview, name="overview"),
    path("back-office/transfers", transfers.transfers, name="transfers"),
    path("back-office/transfers/<uuid:payment_id>/confirmation", transfers.confirm, name="transfer-confirmation"),
    path("back-office/orders", orders.look_up, name="orders"),
    path("back-office/imports", imports.imports, name="imports"),
    path("back-office/figures", figures.figures, name="figures"),
    path("back-office/figures.csv", figures.download, name="figures-csv"),
    path("back-office/sellers", sellers.sellers, name="sellers"),
]
