"""A person's no: to a category, to an occasion of it, to a purpose. It stops what needs that, and nothing else."""

from .actions import opt_in, opt_out
from .refusals import FeatureStopped, OptedOut
from .standing import Standing, refuses, standing, stopped

__all__ = ["FeatureStopped", "OptedOut", "Standing", "opt_in", "opt_out", "refuses", "standing", "stopped"]
