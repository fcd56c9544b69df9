"""What this room holds about people, and what the sign-in library holds in the safe."""

from django.utils.translation import gettext_lazy as _

from boxmalls.accounts.carrying import others_in_address, take_address, take_profile
from boxmalls.accounts.corrections import correct_address, correct_profile
from boxmalls.accounts.signin.erasing import erase_sessions, forget_notes
from boxmalls.privacy.register import (
    COOKIES,
    FEATURES,
    HOLDINGS,
    RECIPIENTS,
    Basis,
    Category,
    Cookie,
    Ending,
    Feature,
    Holding,
    Keep,
    Occasion,
    Purpose,
    Recipient,
    needs,
)

SIGNING_IN = Purpose(
    code="accounts.signing-in",
    basis=Basis.CONTRACT,
    occasion=Occasion.REGISTRATION,
    words=_("Let you in, and nobody else."),
)
SAFE_SESSIONS = Purpose(
    code="accounts.sessions",
    basis=Basis.LEGITIMATE_INTEREST,
    occasion=Occasion.ELECTRONIC_SERVICES,
    words=_("Show you where you are signed in, so that you can end what is not yours."),
)
PROFILE = Purpose(
    code="accounts.profile",
    basis=Basis.CONTRACT,
    occasion=Occasion.FORMS,
    words=_("Fill in forms for you."),
)
ADDRESS_BOOK = Purpose(
    code="accounts.address-book",
    basis=Basis.CONTRACT,
    occasion=Occasion.FORMS,
    words=_("Offer your addresses at the next order."),
)
STAFF_ROLES = Purpose(
    code="accounts.staff",
    basis=Basis.CONTRACT,
    occasion=Occasion.AGREEMENTS,
    words=_("Open to the people who work here what their work needs."),
)
GUARDIANS = Purpose(
    code="accounts.guardians",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.REGISTRATION,
    words=_("Ask a parent or guardian before a child has an account, and prove that they agreed."),
)
EMERGENCIES = Purpose(
    code="accounts.emergencies",
    basis=Basis.LEGITIMATE_INTEREST,
    occasion=Occasion.AGREEMENTS,
    words=_("Keep a record of what staff changed by hand in an emergency."),
)

HOLDINGS.declare(
    Holding(
        model="accounts.Profile",
        person="person",
        fields=dict.fromkeys(("name", "birthday", "gender", "phone"), (Category.BASIC, PROFILE)),
        plain="changed_at",
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("Profile"),
        label="name",
        correct=("name", "birthday", "gender", "phone"),
        names={"name": _("Name"), "birthday": _("Birthday"), "gender": _("Gender"), "phone": _("Phone")},
    )
)
HOLDINGS.declare(
    Holding(
        model="accounts.Address",
        person="person",
        fields=dict.fromkeys(("kind", "name", "line1", "line2", "postcode", "city", "region", "country", "phone"), (Category.BASIC, ADDRESS_BOOK)),
        plain="id added_at changed_at used_at",
        keep=Keep(days=730, counted_from="used_at"),
        ending=Ending.DELETE,
        title=_("Address book"),
        label="name",
        correct=("name", "line1", "line2", "postcode", "city", "region", "phone"),
        names={
            "kind": _("Used for"),
            "name": _("Full name"),
            "line1": _("Street and number"),
            "line2": _("Further line"),
            "postcode": _("Postcode"),
            "city": _("Town or city"),
            "region": _("Region"),
            "country": _("Country"),
            "phone": _("Phone"),
        },
    )
)
HOLDINGS.declare(
    Holding(
        model="accounts.Guardian",
        person="person",
        fields={"email": (Category.BASIC, GUARDIANS), "asked_at": (Category.OTHER, GUARDIANS), "agreed_at": (Category.OTHER, GUARDIANS)},
        plain="id site_code until_at",
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("Your parent or guardian"),
        label="email",
        names={"email": _("Their email"), "asked_at": _("Asked"), "agreed_at": _("Agreed")},
    )
)
HOLDINGS.declare(
    Holding(
        model="accounts.Staff",
        person="person",
        fields={"role": (Category.OTHER, STAFF_ROLES), "since_at": (Category.OTHER, STAFF_ROLES)},
        plain="id",
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("Work for this shop"),
        label="role",
        names={"role": _("Role"), "since_at": _("Since")},
    )
)

# The safe: rows of the sign-in library. They go by the eraser below, as the shop's database cannot reach them.
HOLDINGS.declare(
    Holding(
        model="signin.User",
        person="person_id",
        fields={
            "email": (Category.NETWORK, SIGNING_IN),
            "password": (Category.NETWORK, SIGNING_IN),
            "last_login": (Category.ACCESS, SIGNING_IN),
            "created_at": (Category.NETWORK, SIGNING_IN),
            "is_staff": (Category.OTHER, SIGNING_IN),
        },
        plain="id",
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("Account"),
        label="email",
        names={
            "email": _("Email"),
            "password": _("Password, as a one-way hash"),
            "last_login": _("Last signed in"),
            "created_at": _("Opened"),
            "is_staff": _("Emergency access"),
        },
    )
)
HOLDINGS.declare(
    Holding(
        model="account.EmailAddress",
        person="user__person_id",
        fields={"email": (Category.BASIC, SIGNING_IN), "verified": (Category.NETWORK, SIGNING_IN), "primary": (Category.NETWORK, SIGNING_IN)},
        plain="id user_id",
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("Email addresses"),
        label="email",
        names={"email": _("Email"), "verified": _("Proven to be yours"), "primary": _("Used for mail")},
    )
)
HOLDINGS.declare(
    Holding(
        model="usersessions.UserSession",
        person="user__person_id",
        fields={
            "ip": (Category.NETWORK, SAFE_SESSIONS),
            "user_agent": (Category.ACCESS, SAFE_SESSIONS),
            "created_at": (Category.NETWORK, SIGNING_IN),
            "last_seen_at": (Category.ACCESS, SAFE_SESSIONS),
            "session_key": (Category.NETWORK, SIGNING_IN),
            "data": (Category.ACCESS, SAFE_SESSIONS),
        },
        plain="id user_id",
        keep=Keep(days=14, counted_from="last_seen_at"),
        ending=Ending.DELETE,
        title=_("Where you are signed in"),
        label="user_agent",
        names={
            "ip": _("Network address"),
            "user_agent": _("Browser and device"),
            "created_at": _("Signed in"),
            "last_seen_at": _("Last seen"),
            "session_key": _("Key of the session"),
            "data": _("Notes on the session"),
        },
    )
)
HOLDINGS.declare(
    Holding(
        model="sessions.Session",
        person="",
        fields={"session_key": (Category.NETWORK, SIGNING_IN), "session_data": (Category.NETWORK, SIGNING_IN)},
        plain="expire_date",
        keep=Keep(days=0, counted_from="expire_date"),
        ending=Ending.DELETE,
        title=_("What the server remembers of a visit"),
        label="session_key",
    )
)
HOLDINGS.declare(
    Holding(
        model="admin.LogEntry",
        person="user__person_id",
        fields={
            "action_time": (Category.OTHER, EMERGENCIES),
            "object_id": (Category.OTHER, EMERGENCIES),
            "object_repr": (Category.OTHER, EMERGENCIES),
            "action_flag": (Category.OTHER, EMERGENCIES),
            "change_message": (Category.OTHER, EMERGENCIES),
        },
        plain="id user_id content_type_id",
        keep=Keep(days=365, counted_from="action_time"),
        ending=Ending.DELETE,
        title=_("Emergency work"),
        label="object_repr",
        readers=("staff",),
    )
)
HOLDINGS.plain("signin.SessionName", why="Keyed hashes of whom an open visit names; they go with the visit.", columns="id session_id mark")
HOLDINGS.plain("account.EmailConfirmation", why="Empty: we send codes, not links.", columns="id email_address_id created sent key")
HOLDINGS.plain("auth.Permission", why="The framework's rights by name; nobody has any.", columns="id name content_type_id codename")
HOLDINGS.plain("auth.Group", why="The framework's groups; there are none.", columns="id name")
HOLDINGS.plain("auth.Group_permissions", why="The framework's groups; there are none.", columns="id group_id permission_id")
HOLDINGS.plain("contenttypes.ContentType", why="Names of tables.", columns="id app_label model")
HOLDINGS.plain("base.LimitCount", why="Keyed hashes of callers, gone within a day.", columns="key free_at")

FEATURES.declare(
    Feature(
        code="accounts.account",
        title=_("Your account and signing in"),
        needs=needs(SIGNING_IN, Category.BASIC, Category.NETWORK, Category.ACCESS, Category.OTHER),
        stops=_("You can no longer sign in."),
        stays=_("As long as you have an account, its address and password let you in, also to this page. Close the account to end it."),
    )
)
FEATURES.declare(
    Feature(
        code="accounts.sessions",
        title=_("Where you are signed in"),
        needs=needs(SAFE_SESSIONS, Category.NETWORK, Category.ACCESS),
        stops=_("The list of your browsers no longer says from which network, with which browser and when each was here last. You can still end each of them."),
    )
)
FEATURES.declare(
    Feature(
        code="accounts.profile",
        title=_("Your profile"),
        needs=needs(PROFILE, Category.BASIC),
        stops=_("Forms are no longer filled in for you, and your profile takes nothing new."),
    )
)
FEATURES.declare(
    Feature(
        code="accounts.address-book",
        title=_("Your address book"),
        needs=needs(ADDRESS_BOOK, Category.BASIC),
        stops=_("No address is kept for the next order. Those that you kept stay until you remove them."),
    )
)
FEATURES.declare(
    Feature(
        code="accounts.staff",
        title=_("Working for this shop"),
        needs=(*needs(STAFF_ROLES, Category.OTHER), *needs(EMERGENCIES, Category.OTHER)),
        stops=_("You can be given no role here."),
        stays=_("Whoever works here holds a role, and what they change by hand is recorded. It ends with the work."),
    )
)

COOKIES.declare(Cookie(name="session", words=_("Keeps you signed in on this device."), days=14, necessary=True, purpose=SIGNING_IN, category=Category.NETWORK))
COOKIES.declare(
    Cookie(
        name="visitor", words=_("Keeps your basket until you come back. Set when you put something in it."), days=14, necessary=True, category=Category.OTHER
    )
)
COOKIES.declare(Cookie(name="csrftoken", words=_("Guards the forms of the emergency door, on a host name of its own."), days=365, necessary=True))

RECIPIENTS.declare(
    Recipient(
        code="mail-server",
        name=_("Mail server"),
        receives=_("Your email address and the letter"),
        why=_("Brings letters with codes, receipts and news about your account."),
        purposes=(
            "accounts.signing-in",
            "accounts.guardians",
            "privacy.announcing",
            "privacy.telling-of-breaches",
            "orders.mails",
            "orders.writing",
            "privacy_office.letters",
            "privacy_office.requests",
        ),
    )
)

ERASERS = {"usersessions.UserSession": erase_sessions}
OBJECTED = {SAFE_SESSIONS.code: forget_notes}
IMPORTERS = {"accounts.Address": take_address, "accounts.Profile": take_profile}
STRANGERS = {"accounts.Address": others_in_address}
CORRECTORS = {"accounts.Address": correct_address, "accounts.Profile": correct_profile}
