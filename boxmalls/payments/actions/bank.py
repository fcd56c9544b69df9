"""Saying where transfers go to."""

from boxmalls.payments.models import BankAccount
from boxmalls.sites.models import Site


def set_bank_account(*, site: Site, holder: str, bank: str, number: str, code: str = "") -> BankAccount:
    """
    Let transfers for a site go to this account.

    :param code: the bank's international code (BIC), where transfers need one.
    """
    account, _new = BankAccount.objects.update_or_create(site=site, defaults={"holder": holder, "bank": bank, "number": number, "code": code})
    return account
