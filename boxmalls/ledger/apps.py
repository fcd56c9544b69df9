from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "boxmalls.ledger"
    label = "ledger"
