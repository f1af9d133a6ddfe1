"""The front door for Python: what `import wirecopy` offers, over the same rooms as the command line.

`read` gives the whole report on a set of paths, `extract` one row an article, `compare` two articles,
`compare_pairs` many, `group` the copies in a corpus of any size. Input that cannot be used comes back as data
(`Report.rejected`, or the `tell` callback where results are streamed); only a wrong call raises. Stages load
when they are first needed.
"""

from __future__ import annotations

from wirecopy.front.arrivals import Arrived, group_arrivals
from wirecopy.front.articles import compare, compare_pairs, extract, read
from wirecopy.front.copies import Grouped, group, group_corpus

__all__ = [
    "Arrived", "Grouped", "compare", "compare_pairs", "extract", "group", "group_arrivals", "group_corpus",
    "read",
]  # fmt: skip
