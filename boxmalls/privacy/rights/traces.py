"""What an erasure leaves in the safe: its receipt."""

from boxmalls.privacy.register import TRACES, Why

for model in ("Erasure", "ErasureStep", "ErasureLine", "ErasedStore", "HousekeepingRun", "RewrittenTable"):
    TRACES.stay(f"rights.{model}", why=Why.RECEIPT, words="The receipt of the erasure and how it came about: numbers and days.")
