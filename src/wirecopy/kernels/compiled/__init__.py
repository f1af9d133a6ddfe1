"""The kernels, compiled by numba when first called and cached beside the source or in NUMBA_CACHE_DIR."""

from wirecopy.kernels.compiled.events import link_groups, list_rows, move_lists, multiply, products_of
from wirecopy.kernels.compiled.matching import fill_commons, match_pairs, work_for
from wirecopy.kernels.compiled.passages import desk_for, trace_passages
from wirecopy.kernels.compiled.postings import (
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
from wirecopy.kernels.compiled.runs import (
    by_row,
    copy_lists,
    count_families,
    find_roots,
    join_families,
    lead,
    locate,
    strongest,
)
from wirecopy.kernels.compiled.scan import scratch_for
from wirecopy.kernels.compiled.sketches import sketch_rows

__all__ = [
    "by_row", "copy_lists", "count_families", "count_pairs", "count_partners", "desk_for", "fill_commons",
    "find_roots", "gather_lists", "join_families", "join_rows", "lead", "link_groups", "list_rows", "locate",
    "match_pairs", "move_lists", "multiply", "place_partners", "products_of", "renumber", "scratch_for",
    "sketch_rows", "split", "strongest", "trace_passages", "weigh_lists", "weigh_rows", "work_for",
]  # fmt: skip
