"""Runs proofs and says of each, in one line, what was tried, how often it held, and what made the control fail."""

import importlib
import pkgutil
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Sequence

import proofs
from proofs.contract import Outcome, Proof, Size
from proofs.ground import Ground, open_ground

type Say = Callable[[str], None]


class NoSuchProof(Exception):
    """A code that no proof has."""


def all_proofs() -> list[Proof]:
    """Every proof there is, by its code."""
    modules = [importlib.import_module(f"proofs.{found.name}") for found in pkgutil.iter_modules(proofs.__path__) if not found.name.startswith("_")]
    found = [module.PROOF for module in modules if hasattr(module, "PROOF")]
    return sorted(found, key=lambda proof: proof.code)


def choose(codes: Sequence[str]) -> list[Proof]:
    """
    The proofs of these codes, all if there are none.

    :raises NoSuchProof: if a code is unknown.
    """
    known = {proof.code: proof for proof in all_proofs()}
    unknown = sorted(set(codes) - set(known))
    if unknown:
        raise NoSuchProof(f"There is no proof {', '.join(unknown)}. There are: {', '.join(known)}.")
    return [proof for code, proof in known.items() if not codes or code in codes]


def prove(codes: Sequence[str], size: Size, say: Say = print) -> bool:
    """Open a shop, run the proofs against it, say how each went; whether all stand."""
    chosen = choose(codes)
    began = time.monotonic()
    with open_ground() as ground:
        say(f"A shop of its own stands in {ground.home} ({time.monotonic() - began:.0f} s).")
        return run_all(chosen, ground, size, say)


def run_all(chosen: Iterable[Proof], ground: Ground, size: Size, say: Say) -> bool:
    """Run each; one that breaks does not keep the others from being run."""
    stand = [_run_one(proof, ground, size, say) for proof in chosen]
    say(f"{sum(stand)} of {len(stand)} proofs stand.")
    return bool(stand) and all(stand)


def _run_one(proof: Proof, ground: Ground, size: Size, say: Say) -> bool:
    began = time.monotonic()
    try:
        outcome = proof.run(ground, size)
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        say(f"BROKE  {proof.code:<12} {proof.words}: {type(error).__name__} after {time.monotonic() - began:.0f} s")
        return False
    say(line_of(proof, outcome, time.monotonic() - began))
    for words in outcome.short[:60]:
        say(f"       {'':<12} short: {words}")
    return outcome.stands


def line_of(proof: Proof, outcome: Outcome, seconds: float) -> str:
    """The line of one proof."""
    sign = "holds" if outcome.stands else "SHORT"
    control = "fails, as it must" if outcome.control_failed else "DID NOT FAIL"
    return f"{sign}  {proof.code:<12} {proof.words}: {outcome.held:,} of {outcome.tried:,}. Control, {outcome.control}: {control}. ({seconds:.1f} s)"
