from django.apps import AppConfig


class CheckoutConfig(AppConfig):
    name = "boxmalls.checkout"
    label = "checkout"
