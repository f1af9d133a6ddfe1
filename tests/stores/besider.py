"""A process that keeps corrections and reports in a store beside the one that writes it.

    python -m tests.stores.besider URL NAME TIMES

Each correction is said to be kept after it is; the name is its author.
"""

from __future__ import annotations

import sys

from wirecopy.model import Correction, LedgerRow, Reports
from wirecopy.stores import open_store


def main(url: str, name: str, times: int) -> None:
    with open_store(url, beside=True) as store:
        run = store.run("ledger", f"of {name}", {}).number
        sys.stdout.write("open\n")
        sys.stdout.flush()
        for k in range(times):
            number = store.put_correction(Correction(0, "credit", f"a{k}", {"agency": name}, name, float(k)))
            if store.story(1) is not None:
                store.put_ledger(LedgerRow(1, run, f"{name} {k}", 1.0, Reports(k, k, k), name.encode()))
            sys.stdout.write(f"kept {number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
