from django.apps import AppConfig


class SellersConfig(AppConfig):
    name = "boxmalls.sellers"
    label = "sellers"
