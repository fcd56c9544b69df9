"""Addresses of the design system."""

from django.urls import path

from boxmalls.ui.web import files, gallery, preferences

app_name = "ui"

urlpatterns = [
    path("preferences/theme/", preferences.theme, name="theme"),
    path("preferences/language/", preferences.language, name="language"),
    path("manifest.webmanifest", files.manifest, name="manifest"),
    path("sw.js", files.service_worker, name="service-worker"),
    path("offline", files.offline, name="offline"),
    path("gallery/", gallery.gallery, name="gallery"),
]
