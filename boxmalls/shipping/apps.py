from django.apps import AppConfig


class ShippingConfig(AppConfig):
    name = "boxmalls.shipping"
    label = "shipping"
