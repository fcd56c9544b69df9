"""What a person's device keeps: nothing that is not declared, and nothing that is not needed until they agree."""

from .answering import agrees, asks, keeps, put_agreed, take_away, version

__all__ = ["agrees", "asks", "keeps", "put_agreed", "take_away", "version"]
