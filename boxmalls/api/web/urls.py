"""Addresses of the API. Stable: a change that breaks a program gets a new number."""

from django.urls import path

from boxmalls.api.web import document, products, search

app_name = "api"

urlpatterns = [
    path("api/", document.page, name="page"),
    path("api/v1/openapi.json", document.description, name="openapi"),
    path("api/v1/search", search.search_products, name="search"),
    path("api/v1/products/<uuid:product_id>", products.product, name="product"),
]
