"""The vault: each person's key, what is sealed with it, and how a person is found without being readable."""

from typing import Any

_DOORS = {"keyring": "keys", "unwrap": "keys", "seal_value": "sealing", "open_value": "sealing"}


def __getattr__(name: str) -> Any:
    """The few verbs that rooms use, found when first asked for: the tables behind them are not there while Django still loads."""
    from importlib import import_module

    if name in _DOORS:
        return getattr(import_module(f"{__name__}.{_DOORS[name]}"), name)
    raise AttributeError(name)
