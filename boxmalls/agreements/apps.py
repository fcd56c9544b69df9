from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "boxmalls.agreements"
    label = "agreements"
