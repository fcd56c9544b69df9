from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "boxmalls.catalog"
    label = "catalog"
