"""`wirecopy watch` killed again and again: does the store stay sound, is anything lost or doubled?

    python -m benchmarks.faults [--rounds 50] [--seed 7] [--longest 1.5] [--folder FOLDER]

A server on loopback has three new reports at every poll, and pages that change. A watch of it is killed with
SIGKILL after a random while; its store is opened, checked and compared with what was acknowledged; then the
next watch begins. At the end a watch is left alone until everything is there. Prints what was found, and ends
with 1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.watch.killing import rounds


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill a watch again and again.")
    parser.add_argument("--rounds", type=int, default=50, help="kills")
    parser.add_argument("--seed", type=int, default=7, help="of the random waits")
    parser.add_argument("--longest", type=float, default=1.5, help="seconds a watch lives at most")
    parser.add_argument("--folder", type=Path, help="where the store goes; else a temporary folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        began = time.monotonic()
        found = rounds(
            options.folder or Path(temporary), options.rounds, options.seed, options.longest, tell=print
        )
        seconds = time.monotonic() - began
    print(f"{options.rounds} kills in {seconds:.0f} s, {len(found)} findings")
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
