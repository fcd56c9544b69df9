from django.apps import AppConfig


class SellersConfig(AppConfig):
    name = "boxmalls.sellers"
    label = "sellers"

    def ready(self) -> None:
        """Teach the house who is a seller."""
        from boxmalls.base.web import declare_role

        from .permissions import is_seller

        declare_role("seller", is_seller)
