"""The operator's policy: versions, sentences that can be quoted, who accepted which text."""

from .actions import accept_policy, publish_first_policy, publish_policy
from .queries import acceptance_of, current_version, has_accepted

__all__ = ["accept_policy", "acceptance_of", "current_version", "has_accepted", "publish_first_policy", "publish_policy"]
