"""
A day of the person in charge, step by step, in one language; who comes, and what they find. Steps are found by what a form is called and by
where it goes, never by words, so that the same day is walked in every language.
"""

from .breach import a_breach_drill
from .californian import a_californian_comes
from .child import a_childs_account
from .day import NAMES, OFFICE, Day
from .desk import evening, morning
from .every_language import each_page_in
from .letter import letter_from_malaysia, she_fetches_her_copy
from .opening import a_site_is_opened
from .policy_change import a_policy_change, she_is_asked_again
from .purchase import a_californian_buys, a_seller_opens_there, a_signalling_account

__all__ = [
    "NAMES",
    "OFFICE",
    "Day",
    "a_breach_drill",
    "a_californian_buys",
    "a_californian_comes",
    "a_childs_account",
    "a_policy_change",
    "a_seller_opens_there",
    "a_signalling_account",
    "a_site_is_opened",
    "each_page_in",
    "evening",
    "letter_from_malaysia",
    "morning",
    "she_fetches_her_copy",
    "she_is_asked_again",
]
