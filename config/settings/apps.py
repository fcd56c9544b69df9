"""What is installed, lowest room first, and the order in which a request passes through."""

from django.utils.module_loading import module_has_submodule

import boxmalls

__all__ = ["INSTALLED_APPS", "MIDDLEWARE"]

ROOMS = [
    "base",
    "ui",
    "privacy",
    "privacy.vault",
    "privacy.rights",
    "sites",
    "accounts",
    "accounts.signin",
    "ledger",
    "payments",
    "agreements",
    "sellers",
    "catalog",
    "search",
    "shipping",
    "orders",
    "checkout",
    "privacy_office",
    "api",
    "back_office",
    "seller_centre",
    "shop",
]


def _stands(room: str) -> bool:
    head, _dot, rest = room.partition(".")
    if not module_has_submodule(boxmalls, head):
        return False
    return not rest or module_has_submodule(__import__(f"boxmalls.{head}", fromlist=["_"]), rest)


INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    *[f"boxmalls.{room}" for room in ROOMS if _stands(room)],
]

MIDDLEWARE = [
    "boxmalls.privacy.devices.gate.DeviceGate",
    "django.middleware.security.SecurityMiddleware",
    "boxmalls.ui.headers.HeadersMiddleware",
    "boxmalls.ui.web.files.AssetsMiddleware",
    "boxmalls.catalog.web.media.MediaMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "boxmalls.privacy.vault.keys.KeyringMiddleware",
    "boxmalls.sites.middleware.SiteMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "boxmalls.sites.middleware.LanguageMiddleware",
    "boxmalls.accounts.emergency.middleware.EmergencyHostMiddleware",
    "django.middleware.common.CommonMiddleware",
    "boxmalls.base.same_origin.SameOriginMiddleware",
    "boxmalls.accounts.signin.recognising.RecogniseMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "boxmalls.accounts.middleware.PersonMiddleware",
    "boxmalls.privacy.restriction.middleware.ReaderMiddleware",
    "boxmalls.privacy.choices.middleware.SignalMiddleware",
    "boxmalls.privacy.visits.middleware.VisitMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "boxmalls.base.middleware.RefusalMiddleware",
]
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("boxmalls.") or _stands(name.split(".")[1])]
