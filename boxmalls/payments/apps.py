from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "boxmalls.payments"
    label = "payments"
