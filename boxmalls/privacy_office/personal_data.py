"""What the office holds about people: their requests, and how each was answered."""

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.register import HOLDINGS, Category, Ending, Hold, Holding, Keep
from boxmalls.privacy_office.actions.withholding import end
from boxmalls.privacy_office.purposes import DOCUMENTS, LETTERS, PAPERS, REQUESTS

RECORD = _("The law makes us keep a record that something was asked, when, and how we answered.")


def record(counted_from: str, keeps: str = "") -> Hold:
    """What stays of a request when its person is erased: that it was, and how it ended."""
    return Hold(why=RECORD, law="requests", counted_from=counted_from, keeps=keeps)


BY_LAW = Keep.by_law("requests", counted_from="request__received_at")

HOLDINGS.declare(
    Holding(
        model="privacy_office.Request",
        person="person",
        fields={
            "kind": (Category.OTHER, REQUESTS),
            "channel": (Category.OTHER, REQUESTS),
            "received_at": (Category.OTHER, REQUESTS),
            "state": (Category.OTHER, REQUESTS),
            "asked": (Category.OTHER, REQUESTS),
            "name": (Category.BASIC, LETTERS),
            "email": (Category.BASIC, LETTERS),
            "phone": (Category.BASIC, LETTERS),
            "address": (Category.BASIC, LETTERS),
        },
        plain=(
            "id number site_code law country language written_at received_on due_on counted_to acknowledge_by needs proven stopped_on extended partly "
            "acknowledged_on appealed ended_on steps_taken"
        ),
        keep=Keep.by_law("requests", counted_from="received_at"),
        ending=Ending.BLANK,
        hold=record("received_at", "kind channel received_at state"),
        title=_("What you asked us about your data"),
        label="kind",
        readers=("officer",),
        names={
            "kind": _("You asked to"),
            "channel": _("By"),
            "received_at": _("Received"),
            "state": _("Status"),
            "asked": _("Your words"),
            "name": _("Name"),
            "email": _("Email"),
            "phone": _("Phone"),
            "address": _("Address"),
        },
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy_office.Step",
        person="person",
        fields={"verb": (Category.OTHER, REQUESTS), "at": (Category.OTHER, REQUESTS), "reason": (Category.OTHER, REQUESTS)},
        plain="id request_id number before after due_before due_after code actor_id actor_role",
        keep=BY_LAW,
        ending=Ending.BLANK,
        hold=record("at", "verb at"),
        title=_("What happened to your requests"),
        label="verb",
        readers=("officer",),
        names={"verb": _("What happened"), "at": _("When"), "reason": _("Reason")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy_office.Deed",
        person="person",
        fields={"code": (Category.OTHER, REQUESTS), "at": (Category.OTHER, REQUESTS)},
        plain="id request_id what count actor_id",
        keep=BY_LAW,
        ending=Ending.BLANK,
        hold=record("at", "code at"),
        title=_("What was done for your requests"),
        label="code",
        readers=("officer",),
        names={"code": _("What was done"), "at": _("When")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy_office.Withheld",
        person="request__person",
        fields={
            "withheld": (Category.OTHER, REQUESTS),
            "refusal": (Category.OTHER, REQUESTS),
            "withheld_at": (Category.OTHER, REQUESTS),
            "until_at": (Category.OTHER, REQUESTS),
        },
        plain="id request_id key_id",
        keep=Keep(days=0, counted_from="until_at"),
        ending=Ending.BLANK,
        hold=Hold(
            why=_("The law makes us preserve a refusal and what it held back, sealed, until nobody can ask any more that it is looked at."),
            law="",
            counted_from="until_at",
            keeps="withheld refusal withheld_at until_at",
        ),
        title=_("What we refused you"),
        label="withheld_at",
        readers=("officer",),
        names={"withheld": _("The copy"), "refusal": _("Our words"), "withheld_at": _("Since"), "until_at": _("Until")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy_office.Proof",
        person="person",
        fields={"way": (Category.OTHER, REQUESTS), "what": (Category.OTHER, REQUESTS), "at": (Category.OTHER, REQUESTS)},
        plain="id request_id level actor_id",
        keep=BY_LAW,
        ending=Ending.DELETE,
        title=_("How you proved who you are"),
        label="way",
        readers=("officer",),
        names={"way": _("By"), "what": _("What was compared"), "at": _("When")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy_office.Message",
        person="person",
        fields={
            "words": (Category.OTHER, LETTERS),
            "channel": (Category.OTHER, LETTERS),
            "at": (Category.OTHER, LETTERS),
            "mailed_at": (Category.OTHER, LETTERS),
        },
        plain="id request_id ours actor_id mail_wanted",
        keep=BY_LAW,
        ending=Ending.DELETE,
        title=_("What you and the privacy office wrote"),
        label="words",
        readers=("officer",),
        names={"words": _("Words"), "channel": _("By"), "at": _("When"), "mailed_at": _("Sent by email")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy_office.Copy",
        person="person",
        fields={"made_at": (Category.OTHER, REQUESTS), "taken_at": (Category.OTHER, REQUESTS)},
        plain="id request_id until_at",
        keep=Keep(days=365, counted_from="made_at"),
        ending=Ending.DELETE,
        title=_("Copies that were ready for you"),
        label="made_at",
        readers=("officer",),
        names={"made_at": _("Ready since"), "taken_at": _("Fetched")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy_office.SealedFile",
        person="person",
        fields={
            "name": (Category.OTHER, PAPERS),
            "use": (Category.OTHER, PAPERS),
            "content": (Category.IDENTITY, DOCUMENTS),
            "read": (Category.OTHER, PAPERS),
            "added_at": (Category.OTHER, PAPERS),
        },
        plain="id request_id wanted_id media_type size",
        keep=Keep.by_law("requests", counted_from="added_at"),
        ending=Ending.DELETE,
        title=_("Papers and files that you sent"),
        label="name",
        readers=("officer",),
        names={"name": _("Name"), "use": _("What it is"), "content": _("The file"), "read": _("What the machine read"), "added_at": _("Sent")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy_office.Wanted",
        person="person",
        fields={
            "what": (Category.OTHER, DOCUMENTS),
            "reason": (Category.OTHER, DOCUMENTS),
            "outcome": (Category.OTHER, DOCUMENTS),
            "asked_at": (Category.OTHER, DOCUMENTS),
            "sent_at": (Category.OTHER, DOCUMENTS),
        },
        plain="id request_id until_on state asked_by ended_at",
        keep=Keep.by_law("requests", counted_from="asked_at"),
        ending=Ending.DELETE,
        title=_("Documents that we asked you for"),
        label="what",
        readers=("officer",),
        names={"what": _("Document"), "reason": _("Why"), "outcome": _("Outcome"), "asked_at": _("Asked"), "sent_at": _("Sent")},
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy_office.Undertaking",
        person="person",
        fields={"wording": (Category.OTHER, DOCUMENTS), "at": (Category.OTHER, DOCUMENTS)},
        plain="id about wording_sha256",
        keep=Keep.by_law("requests", counted_from="at"),
        ending=Ending.DELETE,
        title=_("What you said is correct"),
        label="wording",
        readers=("officer",),
        names={"wording": _("Your words"), "at": _("When")},
    )
)
HOLDINGS.plain("privacy_office.MailboxPlace", why="How far a mailbox was read.", columns="mailbox uid_validity last_uid read_at")
HOLDINGS.plain(
    "privacy_office.TakenMail",
    why="That a mail was taken, by a keyed hash of its name.",
    columns="id mailbox uid_validity uid digest outcome request_id taken_at",
)
HOLDINGS.plain("privacy_office.ClosedChild", why="That a child's account was closed; not whose.", columns="id site_code how guardian_told by_id closed_at")
SWEEPERS = {"privacy_office.Withheld": end}
