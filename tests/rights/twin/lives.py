"""A life that is written, not drawn: it has something of everything."""

from tests.rights.twin.plans import Plan

A_LIFE = """
join_the_staff join_a_store order write_to_the_store hear_from_the_store ask_the_office work_on_their_request send_a_paper accept_the_terms write_address
limit_use be_read_through_the_glass be_held
"""
"""What the one does, or has done to them, in the run of the positive control."""

AT_WORK = "be_looked_at order pay be_held be_read_through_the_glass ask_the_office work_on_their_request"
"""What is done to somebody else, as the one's work."""


def a_full_life() -> Plan:
    """Two people, one of whom works here, is written and read about, and goes."""
    doings = [
        *(f"{who} register" for who in (0, 1)),
        *(f"0 {verb}" for verb in A_LIFE.split()),
        *(f"1 {verb} by 0" for verb in AT_WORK.split()),
        "1 put_money_in",
        *(f"- {verb} by 0" for verb in ("copy_orders", "find_a_breach", "write_of_breaches", "seal")),
        "0 erase",
        "- seal",
    ]
    return Plan.of(7, ", ".join(doings))
