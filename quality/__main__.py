"""`python -m quality`: measure, compare with the floors, and with `--update` raise them."""

from __future__ import annotations

import argparse
import sys

from quality import copies, example, extraction, floors, negatives, reuse, rewrites, seeds, siblings, stories
from quality.measure import Measure

SETS = {
    "example": example.measure,
    "seeds": seeds.measure,
    "rewrites": rewrites.measure,
    "basil": negatives.measure,
    "siblings": siblings.measure,
    "group": copies.measure,
    "reuse": reuse.measure,
    "stories-ecbplus": stories.ecbplus,
    "stories-basil": stories.basil,
    "stories-uci": stories.uci,
    "stories-across": stories.across,
    "extraction": extraction.measure,
}


def main() -> int:
    """Print every figure beside its floor; 1 when one is below it, 0 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m quality", description=__doc__)
    parser.add_argument(
        "sets", nargs="*", choices=[*SETS, []], help="what to measure; everything if none is named"
    )
    parser.add_argument("--update", action="store_true", help="raise the floors to the present figures")
    parser.add_argument(
        "--allow-lower", metavar="REASON", help="with --update: let floors sink, for this reason"
    )
    parser.add_argument("--verbose", action="store_true", help="print what differed for every measure")
    call = parser.parse_args()
    measures: list[Measure] = []
    for name in call.sets or SETS:
        found = SETS[name]()
        if found is None:
            print(f"{name}: skipped, its data (WIRECOPY_SHARED names the folder) or its extra is absent")
        measures += found or []
    known = floors.load()
    lines, held = floors.table(measures, known)
    print("\n".join(lines))
    if call.verbose:
        print("\n".join(f"{m.name}: {detail}" for m in measures for detail in m.details))
    if not call.update:
        return 0 if held else 1
    moved, refused = floors.raised(measures, known, call.allow_lower)
    if refused:
        print("floors left as they are:", *refused, sep="\n", file=sys.stderr)
        return 1
    floors.save(moved)
    return 0


if __name__ == "__main__":
    sys.exit(main())
