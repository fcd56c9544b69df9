"""Pages, words and files."""

from config.env import PROJECT, env

__all__ = [
    "FORM_RENDERER",
    "LANGUAGES",
    "LANGUAGE_CODE",
    "LANGUAGE_COOKIE_NAME",
    "LOCALE_PATHS",
    "STATICFILES_DIRS",
    "STATIC_ROOT",
    "STATIC_URL",
    "STORAGES",
    "TEMPLATES",
    "USE_I18N",
    "WHITENOISE_AUTOREFRESH",
    "WHITENOISE_MAX_AGE",
    "WHITENOISE_USE_FINDERS",
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hant", "繁體中文"), ("zh-hans", "简体中文"), ("ja", "日本語"), ("ms", "Bahasa Melayu")]
USE_I18N = True
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [PROJECT / "locale"]

TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted(path for path in (PROJECT / "boxmalls").glob("*/templates")),
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "boxmalls.ui.jinja.environment",
            "context_processors": ["boxmalls.sites.context.page_context", "django.contrib.messages.context_processors.messages"],
        },
    },
    {
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

STATIC_URL = "/static/"
STATIC_ROOT = None
STATICFILES_DIRS: list[str] = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Pictures of the app itself, straight from the rooms; styles and scripts are built by boxmalls.ui.assets.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = env.debug
WHITENOISE_MAX_AGE = 86_400
