from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PrivacyConfig(AppConfig):
    name = "boxmalls.privacy"
    label = "privacy"

    def ready(self) -> None:
        """
        Fill the register from every room's `personal_data.py`, bind the policy by its `promises.py`, learn from `traces.py` what an erasure leaves.

        All of it is checked before anything starts.
        """
        from .policy import checks as policy_checks
        from .register import HOLDINGS, checks
        from .register.doors import check_holding

        autodiscover_modules("personal_data")
        HOLDINGS.close(check_holding)
        autodiscover_modules("promises")
        autodiscover_modules("traces")
        checks.install()
        policy_checks.install()
