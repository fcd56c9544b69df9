"""The design system as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """No models; templates, one stylesheet, one script, one sprite."""

    name = "boxmalls.ui"
    label = "ui"
