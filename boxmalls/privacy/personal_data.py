"""What the kernel itself holds, and the tables of the libraries beneath it."""

from django.utils.translation import gettext_lazy as _

from .choices.actions import merge_answers, merge_opt_outs, merge_signals
from .consent import CHOICES, Choice
from .purposes import (
    ACCEPTING,
    ANNOUNCING,
    BREAKING_GLASS,
    CHOOSING,
    CORRECTING,
    DISCLOSING,
    HANDING_OVER,
    HOLDING,
    LIMITING,
    OFFLINE,
    PROVING,
    RECENTLY_VIEWED,
    TELLING_OF_BREACHES,
    WATCHING,
)
from .register import COOKIES, FEATURES, HOLDINGS, PURPOSES, RECIPIENTS, Category, Cookie, Ending, Feature, Holding, Keep, Kind, Recipient, needs
from .restriction.actions import merge_restriction
from .rights.silenced import erase_silenced

THREE_YEARS = 1096

HOLDINGS.plain(
    "privacy.Person", why="A number and a kind; what is known about the person hangs from it elsewhere.", columns="id kind merged_into_id made_at erased_at"
)
HOLDINGS.plain(
    "vault.KeyEpoch",
    why="When which key-encryption key wrapped; says nothing about anybody.",
    columns="number kek opened_at closed_at rewrapped_at destroyed_at",
)
HOLDINGS.plain("vault.PersonKey", why="A wrapped key; destroyed by erasure.", columns="person_id wrapped kek epoch made_at restricted_at")
HOLDINGS.plain("vault.BlindEntry", why="A keyed hash; dropped by erasure.", columns="id kind digest person_id put_at")
HOLDINGS.plain("vault.Tombstone", why="Says that a key is gone, and nothing else.", columns="person_id destroyed_at")

HOLDINGS.plain("base.OutboxFact", why="Facts by id; payloads hold no personal values.", columns="id transaction_id topic key payload written_at")
HOLDINGS.plain("base.OutboxCursor", why="How far a reader has come.", columns="consumer transaction_id fact_id moved_at")

HOLDINGS.plain(
    "procrastinate.ProcrastinateJob",
    why="Queued work; arguments are ids.",
    columns="id queue_name task_name priority lock args status scheduled_at attempts queueing_lock abort_requested worker_id",
)
HOLDINGS.plain("procrastinate.ProcrastinateWorker", why="Which workers are alive.", columns="id last_heartbeat")
HOLDINGS.plain("procrastinate.ProcrastinateEvent", why="What happened to queued work.", columns="id job_id type at")
HOLDINGS.plain(
    "procrastinate.ProcrastinatePeriodicDefer", why="When scheduled work was last queued.", columns="id task_name defer_timestamp job_id periodic_id"
)

HOLDINGS.declare(
    Holding(
        model="privacy.Acceptance",
        person="person",
        fields={"accepted_at": (Category.OTHER, ACCEPTING), "language": (Category.OTHER, ACCEPTING)},
        plain="id version_id text_sha256 site_code",
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("Accepted policy"),
        names={"accepted_at": _("Accepted"), "language": _("Read in")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.Announcement",
        person="person",
        fields={"at": (Category.OTHER, ANNOUNCING), "language": (Category.OTHER, ANNOUNCING)},
        plain="id edition_id kind by_mail",
        keep=Keep(days=THREE_YEARS, counted_from="at"),
        ending=Ending.DELETE,
        title=_("You were told of a new policy"),
        names={"at": _("Told"), "language": _("In")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.Postponement",
        person="person",
        fields={"at": (Category.OTHER, ANNOUNCING)},
        plain="id version_id",
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("You put off an answer about the policy"),
        names={"at": _("Put off")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.Receipt",
        person="person",
        fields={"document": (Category.OTHER, PROVING)},
        plain="id kind about_id key_id issued_at",
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("Signed receipts"),
        names={"document": _("Receipt")},
    )
)
HOLDINGS.plain("privacy.ReceiptKey", why="The public half of a key.", columns="key_id public since_at")
HOLDINGS.declare(
    Holding(
        model="privacy.Consent",
        person="person",
        fields={"purpose": (Category.OTHER, CHOOSING), "given_at": (Category.OTHER, CHOOSING)},
        plain="id wording_id site_code",
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("Choices you made"),
        names={"purpose": _("You agreed to"), "given_at": _("Agreed")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.Withdrawal",
        person="person",
        fields={"withdrawn_at": (Category.OTHER, CHOOSING)},
        plain="id consent_id",
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("Choices you took back"),
        names={"withdrawn_at": _("Taken back")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.Restriction",
        person="person",
        fields={"why": (Category.OTHER, LIMITING), "since_at": (Category.OTHER, LIMITING), "ended_at": (Category.OTHER, LIMITING)},
        plain="id",
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("Restrictions that you asked for"),
        names={"why": _("Why"), "since_at": _("Since"), "ended_at": _("Ended")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.OptOut",
        person="person",
        fields={},
        plain="id category occasion purpose site_code since_at",
        purpose=CHOOSING,
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("What you opted out of"),
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.Objection",
        person="person",
        fields={"purpose": (Category.OTHER, LIMITING), "since_at": (Category.OTHER, LIMITING), "ended_at": (Category.OTHER, LIMITING)},
        plain="id",
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("Uses that you objected to"),
        names={"purpose": _("Use"), "since_at": _("Since"), "ended_at": _("Ended")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.OptIn",
        person="person",
        fields={},
        plain="id opt_out_id at",
        purpose=CHOOSING,
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("What you opted in to again"),
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.Signal",
        person="person",
        fields={},
        plain="id site_code heard_at",
        purpose=CHOOSING,
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("Your browser's opt-out signal"),
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.DeviceAnswer",
        person="person",
        fields={},
        plain="id version agreed site_code answered_at",
        purpose=CHOOSING,
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("What your devices may keep"),
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.JournalEntry",
        person="subject",
        fields={"reason": (Category.OTHER, WATCHING)},  # Whoever looked wrote it, and may have named the person.
        plain="id verb actor_id actor_role what row at",
        purpose=WATCHING,
        keep=Keep(days=THREE_YEARS, counted_from="at"),
        ending=Ending.DELETE,
        title=_("Who looked"),
        names={"reason": _("Reason")},
        look="row",
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.LegalHold",
        person="person",
        fields={"reason": (Category.OTHER, HOLDING), "reference": (Category.OTHER, HOLDING), "until": (Category.OTHER, HOLDING)},
        plain="id holdings set_by set_at lifted_at lifted_by",
        keep=Keep(days=THREE_YEARS, counted_from="until"),
        ending=Ending.DELETE,
        title=_("Legal holds"),
        names={"reason": _("Asked by"), "reference": _("File number"), "until": _("Until")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.BreachedPerson",
        person="person",
        fields={},
        plain="id breach_id law told_at by_mail",
        purpose=TELLING_OF_BREACHES,
        keep=Keep(days=THREE_YEARS, counted_from="breach__detected_at"),
        ending=Ending.DELETE,
        title=_("Breaches that concern you"),
    )
)
HOLDINGS.plain(
    "privacy.Breach",
    why="What happened to tables; its words name no person.",
    columns="id number status reader title what_happened drill detected_at told_by site_codes holdings since until "
    "keys_exposed harm malicious scope scoped_at closed_at",
)
HOLDINGS.plain("privacy.BreachNotice", why="Which authority is told by when.", columns="id breach_id law whom stage due_at source sent_at sent_by")
HOLDINGS.plain("privacy.BreachFinding", why="What the watch found: numbers of the journal, and days.", columns="id breach_id kind what where reader at")
HOLDINGS.plain("privacy.JournalMark", why="How far the journal was looked at.", columns="name size")
HOLDINGS.plain("privacy.BreachEvent", why="What was done about a breach.", columns="id breach_id what words by at")
HOLDINGS.declare(
    Holding(
        model="privacy.BreakGlass",
        person="person",
        fields={"reason": (Category.OTHER, BREAKING_GLASS)},
        plain="id categories asked_by asked_at decided_by decided_at allowed ends_at closed_at",
        keep=Keep(days=THREE_YEARS, counted_from="asked_at"),
        ending=Ending.DELETE,
        title=_("Looks with a grave reason"),
        names={"reason": _("Reason")},
        look="id",
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.Silence",
        person="person",
        fields={"ground": (Category.OTHER, HANDING_OVER), "until_at": (Category.OTHER, HANDING_OVER), "told_at": (Category.OTHER, HANDING_OVER)},
        plain="id glass_id asked_by asked_at first_at ends_at agreed_by agreed_at",
        keep=Keep(days=THREE_YEARS, counted_from="ends_at"),
        ending=Ending.DELETE,
        title=_("Orders not to tell you"),
        names={"ground": _("The order"), "until_at": _("Until"), "told_at": _("You were told")},
        look="glass_id",
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.Correction",
        person="person",
        fields={"what": (Category.OTHER, CORRECTING), "before": (Category.OTHER, CORRECTING), "at": (Category.OTHER, CORRECTING)},
        plain="id row",
        keep=Keep(days=THREE_YEARS, counted_from="at"),
        ending=Ending.DELETE,
        title=_("What you corrected"),
        label="what",
        names={"what": _("What"), "before": _("Before"), "at": _("Corrected")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.CorrectionNotice",
        person="person",
        fields={},
        plain="id correction_id recipient recipient_name order_ref made_at told_at acknowledged_at",
        purpose=CORRECTING,
        keep=Keep(days=THREE_YEARS, counted_from="made_at"),
        ending=Ending.DELETE,
        title=_("Who heard of a correction"),
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.Disclosure",
        person="person",
        fields={},
        plain="id recipient recipient_name purpose categories what occasion order_ref until_on look_id at",
        purpose=DISCLOSING,
        keep=Keep(days=THREE_YEARS, counted_from="at"),
        ending=Ending.DELETE,
        title=_("Who received something"),
        look="look_id",
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.Visit",
        person="person",
        fields={"product_id": (Category.ACCESS, RECENTLY_VIEWED), "page": (Category.ACCESS, RECENTLY_VIEWED), "at": (Category.ACCESS, RECENTLY_VIEWED)},
        plain="id",
        keep=Keep(days=90, counted_from="at"),
        ending=Ending.DELETE,
        title=_("Products you opened"),
        names={"product_id": _("Product"), "page": _("Page"), "at": _("Opened")},
    )
)
FEATURES.declare(
    Feature(
        code="privacy.recently-viewed",
        title=_("Products you opened"),
        needs=needs(RECENTLY_VIEWED, Category.ACCESS),
        stops=_("The list of products that you opened ends, and what stands in it is deleted."),
    )
)
CHOICES.declare(
    Choice(
        RECENTLY_VIEWED,
        title=_("Products you opened"),
        words=_("Keeps the products that you open on this device for 90 days, 60 at most, so that you find them again on this page."),
        stops=_("Off: the list disappears and is deleted at once. Nothing else changes."),
        cookie="visits",
    )
)
FEATURES.declare(
    Feature(
        code="privacy.correcting",
        title=_("Correcting what is wrong"),
        needs=needs(CORRECTING, Category.OTHER),
        stops=_("Nothing can be corrected."),
        stays=_("Each correction of yours is kept, so that those who were told something wrong can be told what is right."),
    )
)
FEATURES.declare(
    Feature(
        code="privacy.offline",
        title=_("A page without a connection"),
        needs=needs(OFFLINE, Category.ACCESS),
        stops=_("Without a connection your browser shows its own page, and the one that your device kept is deleted."),
    )
)
PURPOSES.add(OFFLINE)
PURPOSES.add(HANDING_OVER)
RECIPIENTS.declare(
    Recipient(
        code="authority",
        name=_("Courts and authorities"),
        receives=_("What a law obliges us to hand over about one person, and no more. Two persons of the office have to agree."),
        why=_("Because a law or a court asks for it. You see it at once, with the law that was named; where a court forbids that, as soon as it ends."),
        purposes=(HANDING_OVER.code,),
    )
)
CHOICES.declare(
    Choice(
        OFFLINE,
        title=_("A page without a connection"),
        words=_("Keeps one page that is the same for everybody, the look and the icons on this device, for when there is no connection."),
        stops=_("Off: they are deleted from this device. Nothing else changes."),
    )
)
COOKIES.declare(
    Cookie(
        name="visits",
        words=_("Says that you want to find again what you opened on this device."),
        days=90,
        necessary=False,
        purpose=RECENTLY_VIEWED,
        category=Category.ACCESS,
    )
)
COOKIES.declare(
    Cookie(
        name="boxmalls-*",
        words=_("One page, the look and the icons, for when there is no connection. The same for everybody."),
        days=0,
        necessary=False,
        purpose=OFFLINE,
        kind=Kind.CACHE,
        category=Category.ACCESS,
        http_only=False,
    )
)
COOKIES.declare(
    Cookie(
        name="choices", words=_("Remembers what you answered about this device, so that nobody asks again."), days=180, necessary=True, category=Category.OTHER
    )
)
COOKIES.declare(Cookie(name="language", words=_("Remembers the language that you chose."), days=365, necessary=True, category=Category.OTHER))
COOKIES.declare(Cookie(name="theme", words=_("Remembers light or dark, if you chose."), days=365, necessary=True, category=Category.OTHER))
HOLDINGS.plain("privacy.Wording", why="Words on a page.", columns="sha256 purpose language words")
HOLDINGS.plain("privacy.PolicyText", why="The operator's published words.", columns="sha256 language text")
HOLDINGS.plain("privacy.Sentence", why="The operator's published words.", columns="id text_id sid clause position words")
HOLDINGS.plain("privacy.PolicyVersion", why="Which text is in force where.", columns="id site_code number text_id published_at edition_id asks reworded")
HOLDINGS.plain("privacy.PolicyTranslation", why="The operator's published words.", columns="id version_id language text_id")
HOLDINGS.plain(
    "privacy.Edition",
    why="A text of the operator on its way; its author is a number.",
    columns="id work title site_codes binding_language overrides author_id made_at",
)
HOLDINGS.plain("privacy.AnnouncementEnd", why="That nobody is left to be told of a text; counts.", columns="edition_id kind missed at")
HOLDINGS.plain("privacy.EditionText", why="The operator's words.", columns="id edition_id language text_id news imported_at")
HOLDINGS.plain("privacy.EditionStep", why="What was done with a text; who did it is a number.", columns="id edition_id number kind author_id by_id reason at")
HOLDINGS.plain(
    "privacy.EditionProposal",
    why="What is new in a text.",
    columns="step_id edition_id material purposes categories reworded effective_on short_notice bases fingerprint",
)
HOLDINGS.plain(
    "privacy.RecipientFact",
    why="Where a recipient is, as the operator says; who said it is a number.",
    columns="id recipient name country safeguard contract_on said_by said_at",
)
HOLDINGS.plain("privacy.Sweep", why="How many rows ended; says nothing about whose.", columns="id holding rows older_than swept_at")
HOLDINGS.plain(
    "privacy.JournalLeaf", why="A hash that nothing can be learnt from, and ciphertext that goes with its entry.", columns="seq entry_id sealed hash sealed_at"
)
HOLDINGS.plain("privacy.JournalEnding", why="That an entry ended, and why; by numbers.", columns="id entry_id subject_id why ended_at leaf_seq ended_seq")
HOLDINGS.plain("privacy.JournalHead", why="A signed hash over the whole journal.", columns="size root edge at key_id signature")
HOLDINGS.plain("privacy.PublishedTable", why="Which month's figures were published.", columns="id code site_code month currency published_at")
HOLDINGS.plain("privacy.PublishedCell", why="A figure about ten people or more together.", columns="id table_id labels people count amount_minor")
HOLDINGS.plain("privacy.ErasureOutcome", why="Counts of an erasure.", columns="id erasure_id holding removed emptied kept kept_until")
HOLDINGS.plain(
    "privacy.ErasureMark",
    why="That somebody was erased, under a number that leads nowhere else; keeps an old backup from undoing it.",
    columns="person_id erasure_id site_code receipt_sha256 asked_at ended_at",
)

ERASERS = {"privacy.Silence": erase_silenced}
MERGERS = {
    "privacy.Restriction": merge_restriction,
    "privacy.OptOut": merge_opt_outs,
    "privacy.Signal": merge_signals,
    "privacy.DeviceAnswer": merge_answers,
}
