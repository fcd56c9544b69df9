"""What a seller asks for delivery."""

from boxmalls.shipping.models.rate import Rate

__all__ = ["Rate"]
