"""The service that stands between telephones."""

from dataclasses import dataclass

from config.env.service import Service, read_service


@dataclass(frozen=True, slots=True)
class PhoneLine(Service):
    """Where it is, and the secrets by which it knows us and we know it."""

    @classmethod
    def parse(cls, url: str) -> "PhoneLine":
        """
        Read https://key:secret@host/v1?events=secret.

        :raises ValueError: in words, when it is not that.
        """
        fields, _more = read_service(url, carries="people's telephone numbers")
        return cls(**fields)
