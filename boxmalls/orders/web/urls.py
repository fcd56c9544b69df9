"""Addresses of orders that are not pages."""

from django.urls import path

from boxmalls.orders.web.calls import calls

urlpatterns = [path("relay/calls", calls, name="relay-calls")]
