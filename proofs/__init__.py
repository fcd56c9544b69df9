"""
Proofs of what the shop promises, made against a shop that runs: by its pages, its commands, its databases and its files.

Nothing here is shared with what it checks: `boxmalls` and its settings are never imported. See docs/proofs.md.
"""

from proofs.contract import Outcome, Proof, Size
from proofs.ground import Ground
from proofs.visitor import Answer, Visitor

__all__ = ["Answer", "Ground", "Outcome", "Proof", "Size", "Visitor"]
