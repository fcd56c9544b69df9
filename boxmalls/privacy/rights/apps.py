from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "boxmalls.privacy.rights"
    label = "rights"
