from django.apps import AppConfig


class BackOfficeConfig(AppConfig):
    name = "boxmalls.back_office"
    label = "back_office"
