"""All scheduled work, in one place: what runs by the clock, and what follows the outbox."""

from boxmalls.base.tasks.schedule import Scheduled

SCHEDULE: list[Scheduled] = [
    Scheduled("boxmalls.base.tasks.housekeeping.forget_passed_facts", "23 * * * *"),
    Scheduled("boxmalls.base.tasks.housekeeping.sweep_limits", "53 * * * *"),
    Scheduled("boxmalls.privacy.tasks.sweep_lone_keys", "41 3 * * *"),
    Scheduled("boxmalls.privacy.tasks.roll_key_epoch", "47 4 * * 0"),
    Scheduled("boxmalls.privacy.tasks.destroy_old_keys", "7 5 * * *"),
    Scheduled("boxmalls.privacy.tasks.continue_erasures", "* * * * *"),
    Scheduled("boxmalls.privacy_office.breach_tasks.tell_of_breaches", "* * * * *"),
    Scheduled("boxmalls.privacy.tasks.seal_journal", "* * * * *"),
    Scheduled("boxmalls.privacy_office.breach_tasks.watch_for_breaches", "13 * * * *"),
    Scheduled("boxmalls.privacy.tasks.let_policies_begin", "* * * * *"),
    Scheduled("boxmalls.accounts.tasks.announce_policies", "*/5 * * * *"),
    Scheduled("boxmalls.privacy.tasks.clear_erased_bytes", "*/10 * * * *"),
    Scheduled("boxmalls.privacy.tasks.look_after_the_gone", "11 4 * * *"),
    Scheduled("boxmalls.privacy.tasks.sweep_what_is_over", "26 2 * * *"),
    Scheduled("boxmalls.accounts.tasks.forget_unproven_sign_ups", "17 3 * * *"),
    Scheduled("boxmalls.accounts.tasks.end_unanswered_guardians", "33 3 * * *"),
    Scheduled("boxmalls.accounts.tasks.forget_visitors", "29 3 * * *"),
    Scheduled("boxmalls.catalog.tasks.release_expired_reservations", "* * * * *"),
    Scheduled("boxmalls.catalog.tasks.count_all_shelves", "*/5 * * * *"),
    Scheduled("boxmalls.catalog.tasks.redraw_cards", "7 * * * *"),
    Scheduled("boxmalls.orders.tasks.cancel_what_is_unpaid", "*/10 * * * *"),
    Scheduled("boxmalls.orders.tasks.publish_sales", "37 5 * * *"),
    Scheduled("boxmalls.orders.tasks.read_relay", "* * * * *"),
    Scheduled("boxmalls.orders.tasks.catch_up_with_orders", "* * * * *"),
    Scheduled("boxmalls.orders.tasks.look_after_lines", "* * * * *"),
    Scheduled("boxmalls.orders.tasks.look_after_parcels", "* * * * *"),
    Scheduled("boxmalls.orders.tasks.close_what_is_over", "*/10 * * * *"),
    Scheduled("boxmalls.checkout.tasks.check_books", "51 2 * * *"),
    Scheduled("boxmalls.privacy.tasks.close_restricted_again", "*/10 * * * *"),
    Scheduled("boxmalls.privacy_office.tasks.read_mailbox", "* * * * *"),
    Scheduled("boxmalls.privacy_office.tasks.send_letters", "* * * * *"),
    Scheduled("boxmalls.privacy_office.tasks.answer_the_erased", "*/5 * * * *"),
    Scheduled("boxmalls.privacy_office.tasks.tell_after_silence", "* * * * *"),
    Scheduled("boxmalls.privacy_office.tasks.end_wanted_documents", "37 3 * * *"),
    Scheduled("boxmalls.privacy_office.tasks.remind_of_deadlines", "7 6 * * *"),
]

FOLLOWERS: list[str] = [
    "boxmalls.search.actions.feeding.feed_index",
    "boxmalls.base.reactions.pass_on",
]
