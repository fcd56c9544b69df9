"""The addresses of the shop, gathered from the rooms that have pages."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from config import health

urlpatterns: list[URLPattern | URLResolver] = [*health.urlpatterns]

for config in apps.get_app_configs():
    pages = find_spec(f"{config.name}.web") if config.name.startswith("boxmalls.") else None
    if pages and pages.submodule_search_locations and find_spec(f"{config.name}.web.urls"):
        urlpatterns.append(path("", include(import_module(f"{config.name}.web.urls"))))

handler400 = "boxmalls.ui.web.errors.bad_request"
handler403 = "boxmalls.ui.web.errors.forbidden"
handler404 = "boxmalls.ui.web.errors.not_found"
handler500 = "boxmalls.ui.web.errors.broken"
