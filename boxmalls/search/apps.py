from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "boxmalls.search"
    label = "search"
