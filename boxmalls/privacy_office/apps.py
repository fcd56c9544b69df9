from django.apps import AppConfig


class PrivacyOfficeConfig(AppConfig):
    name = "boxmalls.privacy_office"
    label = "privacy_office"
