"""Restricting a person's data to the person and the person in charge, and objecting to one use of it. Effective at once, in every reader."""

from .actions import CannotObject, close_again, lift_restriction, object_to, restrict_person, take_objection_back
from .queries import has_objected, is_restricted, may_use, objections_of, purposes_to_object_to, restricted_among

__all__ = [
    "CannotObject",
    "close_again",
    "has_objected",
    "is_restricted",
    "lift_restriction",
    "may_use",
    "object_to",
    "objections_of",
    "purposes_to_object_to",
    "restrict_person",
    "restricted_among",
    "take_objection_back",
]
