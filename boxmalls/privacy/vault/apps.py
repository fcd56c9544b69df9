from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "boxmalls.privacy.vault"
    label = "vault"
