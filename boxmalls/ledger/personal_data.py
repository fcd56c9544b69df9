"""What the books know about people: whose balance it is. Entries know accounts, not people."""

from django.utils.translation import gettext_lazy as _

from boxmalls.ledger.ending import erase_accounts, merge_accounts, open_balances
from boxmalls.privacy.register import HOLDINGS, Basis, Category, Ending, Hold, Holding, Keep, Occasion, Purpose

BOOKS = Purpose(
    code="ledger.books",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.TRANSACTIONS,
    words=_("Keep your balance, and the books that the law asks for."),
)

HOLDINGS.declare(
    Holding(
        model="ledger.Account",
        person="owner_person",
        fields={
            "kind": (Category.PROPERTY, BOOKS),
            "unit": (Category.PROPERTY, BOOKS),
            "balance_minor": (Category.PROPERTY, BOOKS),
            "opened_at": (Category.PROPERTY, BOOKS),
        },
        plain="id owner_seller shard",
        keep=Keep.while_person(),
        ending=Ending.BLANK,
        hold=Hold(
            why=_("Tax law: the books must still add up. The account stays, without you."),
            law="books",
            counted_from="opened_at",
            keeps="kind unit balance_minor opened_at",
        ),
        title=_("Balance and points"),
        label="kind",
        readers=("staff",),
        names={"kind": _("Kind"), "unit": _("Currency"), "balance_minor": _("Balance"), "opened_at": _("Opened")},
    )
)
HOLDINGS.plain(
    "ledger.Transaction",
    why="One fact of the books; it names an order or a payment by its id.",
    columns="id kind reference at written_by",
)
HOLDINGS.plain(
    "ledger.Entry",
    why="An amount on an account. Whose account it is stands in ledger.Account alone.",
    columns="transaction_id position account_id amount_minor seller_id",
)

ERASERS = {"ledger.Account": erase_accounts}
MERGERS = {"ledger.Account": merge_accounts}
OPEN_BUSINESS = [open_balances]
