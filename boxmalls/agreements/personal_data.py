"""What this room knows about people: which text they accepted, and when."""

from django.utils.translation import gettext_lazy as _

from boxmalls.agreements import proving
from boxmalls.privacy.receipts.sources import Source
from boxmalls.privacy.register import FEATURES, HOLDINGS, Basis, Category, Ending, Feature, Holding, Keep, Occasion, Purpose, needs

AGREEING = Purpose(
    code="agreements.agreeing",
    basis=Basis.CONTRACT,
    occasion=Occasion.AGREEMENTS,
    words=_("Prove which terms you accepted, and when."),
)

HOLDINGS.declare(
    Holding(
        model="agreements.Signature",
        person="person",
        fields={"accepted_at": (Category.OTHER, AGREEING), "language": (Category.OTHER, AGREEING)},
        plain="id version_id text_sha256 site_code",
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("Accepted terms"),
        names={"accepted_at": _("Accepted"), "language": _("Read in")},
    )
)
HOLDINGS.declare(
    Holding(
        model="agreements.LaterAnswer",
        person="person",
        fields={"at": (Category.OTHER, AGREEING)},
        plain="id version_id",
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("Questions about terms that you put off"),
        names={"at": _("Put off")},
    )
)
FEATURES.declare(
    Feature(
        code="agreements.agreeing",
        title=_("Terms that you accept"),
        needs=needs(AGREEING, Category.OTHER),
        stops=_("You can accept no terms."),
        stays=_("Whoever agrees to terms can prove it later, and so can we. It is written only when you accept some."),
    )
)
HOLDINGS.plain("agreements.AgreementText", why="The operator's published words.", columns="sha256 language text")
HOLDINGS.plain(
    "agreements.AgreementVersion", why="Which text is in force where.", columns="id site_code kind number text_id overrides published_at edition_id asks"
)
HOLDINGS.plain("agreements.AgreementTranslation", why="The operator's published words.", columns="id version_id language text_id")
HOLDINGS.plain(
    "agreements.OrderChange",
    why="An order among kinds of texts; who proposed it is a number.",
    columns="id site_code kinds before why effective_on short_notice author_id made_at",
)
HOLDINGS.plain("agreements.OrderDecision", why="What became of an order; who decided is a number.", columns="change_id author_id by_id approved reason at")

RECEIPTS = {proving.KIND: Source(listed=proving.listed, row=proving.row, write=proving.write, words=proving.words, keeps=proving.keeps)}
