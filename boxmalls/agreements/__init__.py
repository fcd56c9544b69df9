"""Texts beside the policy: terms, seller agreement, consent texts, notices. Versioned, accepted with proof, in an order of precedence."""
