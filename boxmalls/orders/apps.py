from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "boxmalls.orders"
    label = "orders"
