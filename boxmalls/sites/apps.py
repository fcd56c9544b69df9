from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "boxmalls.sites"
    label = "sites"
