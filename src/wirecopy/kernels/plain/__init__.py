"""The kernels in plain Python and NumPy: the same names, arguments and results as the compiled ones.

They say what the compiled kernels mean, and the tests hold the two against each other; and they serve small
inputs, for which loading compiled code takes longer than the work. Texts are decoded and folded as strings,
hashes are Python's whole numbers, and working memory is no more than what was read already.
"""

from wirecopy.kernels.plain.events import link_groups, list_rows, move_lists, multiply, products_of
from wirecopy.kernels.plain.matching import fill_commons, match_pairs, work_for
from wirecopy.kernels.plain.passages import desk_for, trace_passages
from wirecopy.kernels.plain.postings import (
    count_pairs,
    count_partners,
    gather_lists,
    join_rows,
    place_partners,
    renumber,
    split,
    weigh_lists,
    weigh_rows,
)
from wirecopy.kernels.plain.runs import (
    by_row,
    copy_lists,
    count_families,
    find_roots,
    join_families,
    lead,
    locate,
    strongest,
)
from wirecopy.kernels.plain.scan import scratch_for, sketch_rows

__all__ = [
    "by_row", "copy_lists", "count_families", "count_pairs", "count_partners", "desk_for", "fill_commons",
    "find_roots", "gather_lists", "join_families", "join_rows", "lead", "link_groups", "list_rows", "locate",
    "match_pairs", "move_lists", "multiply", "place_partners", "products_of", "renumber", "scratch_for",
    "sketch_rows", "split", "strongest", "trace_passages", "weigh_lists", "weigh_rows", "work_for",
]  # fmt: skip
