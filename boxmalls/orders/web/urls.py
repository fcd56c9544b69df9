"""Addresses of orders that are not pages."""

from django.urls import path

from boxmalls.orders.web.calls import calls
from boxmalls.orders.web.parcels import events

urlpatterns = [path("relay/calls", calls, name="relay-calls"), path("courier/events", events, name="courier-events")]
