from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "boxmalls.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Teach the house who is who, and listen to the sign-in library, which tells its news in no other way."""
        from . import permissions
        from .signin import news

        permissions.declare_roles()
        news.listen()
