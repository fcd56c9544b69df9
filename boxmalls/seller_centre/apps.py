from django.apps import AppConfig


class SellerCentreConfig(AppConfig):
    name = "boxmalls.seller_centre"
    label = "seller_centre"
