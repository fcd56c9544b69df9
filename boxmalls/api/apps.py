from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "boxmalls.api"
    label = "api"
