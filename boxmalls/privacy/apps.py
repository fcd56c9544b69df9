from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PrivacyConfig(AppConfig):
    name = "boxmalls.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Fill the register from every room's `personal_data.py`, once, and let it be checked before anything starts."""
        from .register import checks

        autodiscover_modules("personal_data")
        checks.install()
