"""Which sentences of the policy the kernel itself carries out."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boxmalls.ui.formatting import format_date, format_moment
from boxmalls.ui.saying import say as _now
from boxmalls.ui.saying import say_number as ngettext
from boxmalls.ui.saying import spoken

from .choices.signals import Honour
from .laws import laws, years_to_keep
from .policy.bindings import BINDINGS, Binding, Lets, gives, nothing
from .policy.clauses import DOORS, sentences
from .policy.editions import promises as _new_texts  # noqa: F401
from .policy.glance import Fact, Glance
from .policy.live import choices, happened, is_held, shut_to_you
from .policy.reaching import ITSELF, NOBODYS_DATA, OWN_DATABASE
from .policy.tracing import TRACE
from .register import Category, Occasion
from .register.doors import open_doors

TESTS = "tests/clauses"


def _accepted(glance: Glance) -> Iterable[Fact]:
    accepted = glance.acceptance
    if accepted is None:
        yield Fact(_now("You have not accepted this text."))
        return
    day = format_date(accepted.accepted_at, spoken(), "long")
    receipt = reverse("privacy:proof", args=["acceptance", accepted.pk])
    yield Fact(_now("You accepted this text on %(day)s.") % {"day": day}, receipt, _now("Your receipt, signed"), file=True)
    read_in = dict(settings.LANGUAGES).get(accepted.language, accepted.language)
    where = glance.site.name if accepted.site_code == glance.site.code else accepted.site_code
    yield Fact(_now("Read in %(language)s, on %(site)s. Fingerprint %(sha)s…") % {"language": read_in, "site": where, "sha": accepted.text_sha256[:16]})


def _stands_under(glance: Glance) -> Iterable[Fact]:
    law = laws().get(glance.site.law)
    if law is None:
        return
    years = years_to_keep("books", glance.site.law)
    words = ngettext("Here: %(law)s. Books stay %(years)s year.", "Here: %(law)s. Books stay %(years)s years.", years)
    yield Fact(words % {"law": law.name, "years": years})


def _may_order(glance: Glance) -> Iterable[Fact]:
    yield Fact(_now("You agreed, so you may order.") if glance.acceptance else _now("You have not agreed: you may read, and nothing is ordered."))


def _in_force(glance: Glance) -> Iterable[Fact]:
    day = format_date(glance.version.published_at, spoken(), "long")
    words = _now("This is version %(number)s, in force on %(site)s since %(day)s.")
    yield Fact(words % {"number": glance.version.number, "site": glance.site.name, "day": day}, "/policy/versions", _now("All versions"))


def _words_kept(glance: Glance) -> Iterable[Fact]:
    given, taken = glance.rows("privacy.Consent"), glance.rows("privacy.Withdrawal")
    yield Fact(
        _now("You said yes to a switch: %(given)s. Taken back: %(taken)s.") % {"given": given, "taken": taken}, "/your-data/proofs", _now("Your receipts")
    )


def _looked(glance: Glance) -> Iterable[Fact]:
    others = [(times, last) for role, (times, last) in glance.looks.items() if role != "person"]
    if not others:
        yield Fact(_now("Nobody but you has looked at your data."))
        return
    times, last = sum(each for each, _last in others), max(each for _times, each in others)
    words = ngettext("Others looked once, on %(moment)s.", "Others looked %(count)s times, last on %(moment)s.", times)
    yield Fact(words % {"count": times, "moment": format_moment(last, spoken())}, "/your-data", _now("Who looked"))


def _happened_so_far(glance: Glance) -> Iterable[Fact]:
    letters = [occasion.value for occasion in Occasion if glance.by_occasion(occasion)]
    words = ngettext(
        "%(count)s of these twelve occasions has happened to you so far: %(which)s.",
        "%(count)s of these twelve occasions have happened to you so far: %(which)s.",
        len(letters),
    )
    yield (
        Fact(words % {"count": len(letters), "which": ", ".join(letters)})
        if letters
        else Fact(_now("None of these twelve occasions has happened to you so far."))
    )


def _kinds_so_far(glance: Glance) -> Iterable[Fact]:
    count = sum(bool(glance.by_category(category)) for category in Category)
    words = ngettext("Of these nine kinds, %(count)s is held about you.", "Of these nine kinds, %(count)s are held about you.", count)
    yield Fact(words % {"count": count}, "/your-data", _now("Your data"))


def _corrected(glance: Glance) -> Iterable[Fact]:
    count = glance.rows("privacy.Correction")
    words = ngettext("You corrected something once.", "You corrected something %(count)s times.", count) % {"count": count}
    yield Fact(words if count else _now("You corrected nothing so far."), "/your-data", _now("Correct something"))


def _carry(glance: Glance) -> Iterable[Fact]:
    count = sum(held.rows for held in glance.held.values())
    words = ngettext("%(count)s record can be seen, carried away and erased.", "%(count)s records can be seen, carried away and erased.", count)
    yield Fact(words % {"count": count}, "/your-data", _now("Do it here"))


def _bind(sids: str, handler: str, off: object, tests: str, words: object, live: object = None) -> None:
    """Several sentences, and several tests, stand with a space between."""
    nodes = tuple(f"{TESTS}/{test}" for test in tests.split())
    BINDINGS.declare(Binding(tuple(sids.split()), f"boxmalls.privacy.{handler}", off, nodes, words, live))  # type: ignore[arg-type]


_bind(
    "s-1-1-2",
    "laws.years_to_keep",
    gives(1),
    "test_1_1.py::test_each_sites_law_decides_how_long_its_books_are_kept",
    _("Days to answer and years to keep come from a table of laws with their sources; each site stands under one."),
    _stands_under,
)
_bind(
    "s-1-1-2",
    "choices.signals.honour",
    gives(Honour.NONE),
    "test_1_1.py::test_a_signal_that_the_sites_law_gives_weight_is_heard_and_kept",
    _("What your browser says for you by Global Privacy Control counts as far as the law of the site gives it weight."),
)
_bind(
    "s-1-1-3",
    "disclosure.actions.disclose",
    nothing,
    "test_1_1.py::test_whatever_leaves_the_house_is_written_down_for_whom_it_is_about",
    _("Whatever leaves to a seller, a courier or a mail server is written down first: what, for what, and until when they may keep it."),
)
_bind(
    "s-1-1-3",
    "journal.actions.note",
    nothing,
    "test_1_1.py::test_whoever_looks_at_a_value_leaves_an_entry",
    _("Whoever looks at, changes or copies something leaves an entry that only its person can make go."),
    _looked,
)
_bind(
    "s-1-3",
    "policy.actions.accept_policy",
    nothing,
    "test_1_3.py::test_an_acceptance_names_text_site_and_language",
    _("What you accepted is kept by the fingerprint of its words, with site, language and time."),
    _accepted,
)
_bind(
    "s-1-3-2",
    "policy.queries.has_accepted",
    gives(True),
    "test_1_3.py::test_who_does_not_agree_cannot_order",
    _("Without your agreement no account is opened and no order taken. Reading needs none."),
    _may_order,
)
_bind(
    "s-1-3-3",
    "policy.queries.current_version",
    lambda handler, site_code: _oldest(site_code),
    "test_1_3.py::test_a_changed_text_is_posted_where_it_applies",
    _("A new text stands on this page from the moment it is in force; the older ones stay, with who accepted them."),
    _in_force,
)
_bind(
    "s-1-4",
    "consent.offers.Choice.wording",
    gives(""),
    "test_1_4.py::test_the_words_beside_a_switch_are_kept_with_the_yes",
    _("The words that stood beside a switch are kept with your yes; they apply beside this policy."),
    _words_kept,
)
_bind(
    "s-1-4-2",
    "collection.collecting._check_agreed",
    nothing,
    "test_1_4.py::test_accepting_the_policy_agrees_to_nothing_optional",
    _("Accepting this policy agrees to nothing that has a switch of its own."),
    choices,
)
_bind(
    "s-2",
    "register.doors.check_declared",
    nothing,
    "test_2.py::test_what_serves_no_declared_purpose_is_refused",
    _("Every row about a person is written for a declared purpose. The program asks, and the database asks again."),
    _happened_so_far,
)
_bind(
    "s-2-f",
    "visits.actions.remember_visit",
    nothing,
    "test_2_f.py::test_products_are_remembered_for_who_agreed",
    _("Products that you open are remembered only if you agreed, on the device where you did."),
    happened(Occasion.ELECTRONIC_SERVICES),
)
_bind(
    "s-2-f-2",
    "devices.answering.put_agreed",
    lambda handler, request, response: response,
    "test_2_f.py::test_a_cookie_that_is_not_needed_comes_with_a_yes_and_not_before",
    _("A cookie that is not needed comes with your yes, and goes when you take it back."),
)
_bind(
    "s-2-end",
    "register.checks._problems_of_model",
    gives(()),
    "test_2.py::test_a_column_that_nobody_declared_stops_the_start",
    _("Every column of every table is declared with a kind and an occasion, or the shop does not start."),
)
_bind(
    "s-3-1",
    "rights.inventory.cards_of",
    lambda handler, *given: [card for card in handler(*given) if card.things],
    "test_3_1.py::test_all_nine_kinds_are_shown_the_empty_ones_too",
    _("Your data has a card for each kind, the empty ones too."),
    _kinds_so_far,
)
_bind(
    "s-3-1-a",
    "rights.masks.mask",
    lambda handler, value, *given: value,
    "test_3_1_a.py::test_a_name_is_masked_until_its_owner_asks "
    "test_3_1_a.py::test_phone_birthday_and_address_are_masked_too_and_nothing_of_it_lies_open_in_a_table",
    _("Locked with a key of your own, and masked on the page until you ask."),
    is_held(Category.BASIC),
)
_bind(
    "s-3-1-f",
    "retention.sweeping.over",
    lambda handler, holding, at: handler(holding, at).none(),
    "test_3_1_f.py::test_visits_end_by_themselves_after_90_days "
    "test_3_1_f.py::test_from_where_and_with_what_somebody_was_signed_in_ends_14_days_after_the_last_visit",
    _("Visits end by themselves after 90 days, network and browser of a sign-in 14 days after its last visit. No IMEI, MAC or place is collected."),
    is_held(Category.ACCESS),
)
_bind(
    "s-3-2 s-3-3-2",
    "rights.correcting.correct_value",
    nothing,
    "test_3_2.py::test_a_wrong_value_is_corrected_and_the_change_is_noted",
    _("What is wrong is corrected in place, and that it was is noted."),
    _corrected,
)
_bind(
    "s-3-3-2",
    "rights.exporting.describe",
    lambda handler, *given: {**handler(*given), "holdings": []},
    "test_3_3.py::test_everything_held_can_be_carried_away",
    _("You can see, correct, carry away and erase what is held, and take a yes back, on one page."),
    _carry,
)
_bind(
    "s-3-3-2",
    "rights.erasing.saga._destroy_key",
    nothing,
    "test_3_3.py::test_what_was_erased_is_unreadable_in_every_copy",
    _("Erasing destroys your key: nothing here opens what it locked. Copies of our backups become noise when the keys that open them end."),
)
_bind(
    "s-3-3-2",
    "consent.actions.withdraw_consent",
    gives(0),
    "test_3_3.py::test_a_yes_is_taken_back_by_the_same_switch",
    _("A yes is taken back by the same switch."),
    choices,
)
_bind(
    "s-3-3-3",
    "consent.actions._forget",
    gives(0),
    "test_3_3.py::test_opting_out_ends_what_rests_on_it_in_the_same_moment",
    _("What rests on a yes ends in the moment in which you take it back, and nothing else does."),
)
_bind(
    "s-3-3-3",
    "choices.actions.opt_out",
    nothing,
    "test_3_3.py::test_opting_out_of_a_kind_stops_what_needs_it_and_nothing_else",
    _("A no to a kind of data, or to a reason, stops exactly what needs it. What that is stands there before you decide."),
)
_bind(
    "s-2-f-2",
    "devices.gate.may_leave",
    gives(True),
    "test_2_f.py::test_a_cookie_that_nobody_declared_is_taken_off_the_answer",
    _("A door takes every cookie off an answer that is not on the list, whoever put it there."),
)
_bind(
    "s-2-f-2",
    "devices.gate._take_away",
    nothing,
    "test_2_f.py::test_a_cookie_whose_yes_is_gone_is_taken_off_the_device_with_the_next_answer",
    _("A cookie whose yes is gone is taken off your device with the next answer."),
)
BINDINGS.declare(
    Binding(
        ("s-2-g",),
        "boxmalls.ui.headers.HeadersMiddleware.__call__",
        lambda handler, self, request: self.get_response(request),
        (f"{TESTS}/test_2_g.py::test_a_page_may_not_even_ask_the_device",),
        _("A header forbids the pages to ask for camera, place, contacts or microphone."),
    )
)


def _oldest(site_code: str) -> object:
    from .models import PolicyVersion

    return PolicyVersion.objects.filter(site_code=site_code).select_related("text").order_by("number").first()


def _bind_shut_doors() -> None:
    """A door for which nothing is declared is carried out by its being shut: in Python, and in the database."""
    sids = {piece.clause: sid for sid, piece in reversed(sentences().items())}
    for clause, door in DOORS.items():
        if clause not in open_doors():
            test = f"{TESTS}/test_shut_doors.py::test_nothing_comes_in_by_a_door_that_is_shut[{clause}]"
            words = _("Not collected today; the program refuses it, and the database refuses it again.")
            BINDINGS.declare(Binding((sids[clause],), "boxmalls.privacy.register.doors.check_door", Lets(door), (test,), words, shut_to_you))


_bind_shut_doors()

TRACE.routes(
    """
    1.3          /policy /policy/text /policy/versions /policy/versions/<int:version_number>/text /policy/comparison /policy/coming /policy/agreement
    1.3 2.f      /policy/cookies
    1.3 3.3      /policy/choices /your-data/proofs /your-data/proofs/<slug:kind>/<uuid:about_id> /.well-known/receipt-keys.json
    2.f          /preferences/theme/ /preferences/language/ /manifest.webmanifest /sw.js /offline /gallery/ /static/ /assets/ /media/
    2.f 3.3      /your-data/devices
    3.1 3.3      /your-data /your-data/guest /your-data/show /your-data/choices /your-data/choices/opt-out /your-data/choices/opt-in
                 /your-data/sharing /your-data/sharing/stop /your-data/receipts/<str:token> /your-data/receipts/<str:token>/text
                 /your-data/receipts/<str:token>/signed
    3.2          /your-data/correction
    3.3          /.well-known/gpc.json /your-data/download /your-data/erase
    """
)
TRACE.tasks(
    """
    1.1          boxmalls.base.reactions.pass_on boxmalls.base.reactions.react boxmalls.base.tasks.housekeeping.forget_passed_facts
                 boxmalls.base.tasks.housekeeping.sweep_limits boxmalls.privacy.tasks.seal_journal
    1.3          boxmalls.privacy.reactions.issue boxmalls.privacy.tasks.let_policies_begin
    3.3          boxmalls.privacy.tasks.clear_erased_bytes boxmalls.privacy.tasks.close_restricted_again boxmalls.privacy.tasks.continue_erasures
                 boxmalls.privacy.tasks.destroy_old_keys boxmalls.privacy.tasks.look_after_the_gone boxmalls.privacy.tasks.roll_key_epoch
                 boxmalls.privacy.tasks.sweep_lone_keys boxmalls.privacy.tasks.sweep_what_is_over
    """
)
TRACE.sets("boxmalls.privacy.devices.answering", "visits choices")
TRACE.sets("boxmalls.ui.web.preferences", "theme language")
TRACE.host("boxmalls.privacy.journal.witness", recipient=NOBODYS_DATA, clauses=("1.1",))
TRACE.host("boxmalls.base.sql", "boxmalls.base.pipeline", recipient=OWN_DATABASE, clauses=("1.2",))
TRACE.host("boxmalls.privacy.rights.housekeeping.clearing", "boxmalls.privacy.rights.housekeeping.changes", recipient=OWN_DATABASE, clauses=("3.3",))
TRACE.host(
    "boxmalls/ui/static/ui/js/suggestions.js",
    "boxmalls/ui/static/ui/js/theme.js",
    "boxmalls/ui/static/ui/vendor/htmx.min.js",
    "boxmalls/ui/templates/ui/sw.js",
    recipient=ITSELF,
    clauses=("2.f",),
)

# What takes away, and sets nothing; what is sealed before it runs; and what stands in libraries and is not in use here.
TRACE.sets("boxmalls.privacy.devices.gate", "")
TRACE.sets("boxmalls/ui/static/ui/js/sealed.js", "")
TRACE.sets("boxmalls/ui/static/ui/vendor/htmx.min.js", "")
TRACE.sets("boxmalls/ui/static/ui/js/keep.js", "boxmalls-*")
TRACE.sets("boxmalls/ui/templates/ui/sw.js", "boxmalls-*")
TRACE.sets("django.contrib.messages.storage.cookie", "")
