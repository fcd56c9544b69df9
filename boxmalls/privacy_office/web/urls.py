"""Addresses of the privacy office: `/office/…` for the person in charge, `/privacy/…` for everybody."""

from django.urls import path

from boxmalls.privacy_office.web import desk

app_name = "privacy_office"
urlpatterns = [
    path("office/", desk.desk, name="desk"),
]
