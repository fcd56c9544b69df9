"""`python -m proofs` is `boxmalls prove`."""

import argparse
import sys

from proofs.contract import Size
from proofs.running import NoSuchProof, all_proofs, prove


def main() -> int:
    """Prove what was asked for; 1 if anything is short."""
    asked = argparse.ArgumentParser(prog="boxmalls prove")
    asked.add_argument("codes", nargs="*", metavar="CODE")
    asked.add_argument("--size", type=Size, choices=list(Size), default=Size.FULL)
    asked.add_argument("--list", action="store_true")
    chosen = asked.parse_args()
    if chosen.list:
        print("\n".join(f"{proof.code:<12} {proof.words}" for proof in all_proofs()))
        return 0
    try:
        return 0 if prove(chosen.codes, chosen.size, say=lambda words: print(words, flush=True)) else 1
    except NoSuchProof as unknown:
        print(f"boxmalls: {unknown}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
