from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "boxmalls.base"
    label = "base"
