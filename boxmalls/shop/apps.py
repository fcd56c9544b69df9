from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "boxmalls.shop"
    label = "shop"
