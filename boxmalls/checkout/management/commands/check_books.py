"""`manage.py check_books`"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boxmalls.checkout.actions.check_books import check_all_books
from boxmalls.ledger.models import Transaction
from boxmalls.orders.models import Invoice, Order


class Command(BaseCommand):
    help = "Read all the books and say what does not agree: balances, payments, orders, invoices, stock."

    def handle(self, *args: Any, **options: Any) -> None:
        found = check_all_books()
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise CommandError(f"{len(found)} things do not agree.")
        counts = f"{Transaction.objects.count()} transactions, {Order.objects.count()} orders, {Invoice.objects.count()} invoices"
        self.stdout.write(f"The books balance: {counts}.")
