"""What a payment gateway has to be able to do. None is built in: money comes from the balance or by bank transfer."""

from boxmalls.payments.gateways.protocol import Gateway, Intent, Notice, Outcome, Redirect

__all__ = ["Gateway", "Intent", "Notice", "Outcome", "Redirect"]
