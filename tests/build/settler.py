"""A process that settles an archive in small steps, over and over; made to be killed.

    python -m tests.build.settler URL FOLDER

It says "settled" when nothing is due any more.
"""

from __future__ import annotations

import sys
from pathlib import Path

from wirecopy.build import Archive, stages


def main(url: str, folder: str) -> None:
    stages.BATCH = 2
    with Archive.open(url, copies=Path(folder)) as archive:
        archive.settle()
    sys.stdout.write("settled\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
