"""The rows of `group` as an Arrow table, made from the columns without a Python object per row or span.

In: holdings and groups. Out: a table in input order. The id of a family (of a story) is a hash of the sorted
ids of its members, so that equal families have equal ids on every machine, whatever else is in the corpus.
"""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from wirecopy.account.identity import content_id
from wirecopy.group.corpus import RELATIONS, Groups
from wirecopy.readers.columns import Holdings, array_of
from wirecopy.settings import Settings
from wirecopy.version import __version__

_DECIMALS = 4
SPAN = ("start", "end", "other_start", "other_end")


def rows_table(holdings: Holdings, groups: Groups, rejected: int, settings: Settings) -> pa.Table:
    """One row an article; the metadata holds version, settings and the count of rejected rows."""
    ids = array_of(holdings.ids)
    family_ids = group_ids("f", groups.family, holdings)
    table = pa.table(
        {
            "id": ids,
            "family_id": family_ids,
            "story_id": _story_ids(groups, holdings, family_ids),
            "relation": pa.array(RELATIONS).take(pa.array(groups.relation)),
            "closest_id": ids.take(pa.array(groups.closest, mask=groups.closest < 0)),
            "shared_share": share_array(groups.shared),
            "contained_share": share_array(groups.contained),
            "evidence": evidence_array(groups.evidence_offsets, groups.evidence),
        }
    )
    about = {"version": __version__, "rejected": rejected, "settings": settings.as_dict()}
    return table.replace_schema_metadata({"wirecopy": json.dumps(about)})


def group_ids(
    kind: str, heads: NDArray[np.int64], holdings: Holdings, rows: NDArray[np.int64] | None = None
) -> pa.Array:
    """The id of every row's group.

    Args:
        kind: letter the ids begin with.
        heads: int64[n], a row that stands for the group.
        holdings: the ids of the rows and their order.
        rows: int64[n], which rows these are; all of them where left out.
    """
    count = len(heads)
    if count == 0:
        return pa.array([], pa.large_string())
    rows = np.arange(count) if rows is None else rows
    order = np.lexsort((holdings.corpus.order[rows], heads))
    names = array_of(holdings.ids).take(pa.array(rows[order])).to_pylist()
    starts = np.flatnonzero(np.diff(heads[order], prepend=-1))
    made = [content_id(kind, *names[start:stop]) for start, stop in pairwise([*starts.tolist(), count])]
    number = np.empty(count, np.int64)
    number[order] = np.repeat(np.arange(len(starts)), np.diff(starts, append=count))
    return pa.array(made, pa.large_string()).take(pa.array(number))


def _story_ids(groups: Groups, holdings: Holdings, family_ids: pa.Array) -> pa.Array:
    """Ids of stories; that of a story of one family differs from the family's in its letter only."""
    of_story = np.bincount(groups.story, minlength=len(groups))
    of_family = np.bincount(groups.family, minlength=len(groups))
    wider = of_story[groups.story] != of_family[groups.story]
    alike = pc.utf8_replace_slice(family_ids, start=0, stop=1, replacement="s")
    if not wider.any():
        return alike
    rows = np.flatnonzero(wider)
    return pc.replace_with_mask(alike, pa.array(wider), group_ids("s", groups.story[rows], holdings, rows))


def evidence_array(offsets: NDArray[np.int64], spans: NDArray[np.int32]) -> pa.Array:
    """The spans of every row, as lists of `start, end, other_start, other_end`."""
    columns = [pa.array(np.ascontiguousarray(spans[:, index])) for index in range(len(SPAN))]
    return pa.ListArray.from_arrays(
        pa.array(offsets).cast(pa.int32()), pa.StructArray.from_arrays(columns, names=list(SPAN))
    )


def share_array(values: NDArray[np.float32]) -> pa.Array:
    """Shares to four places: what is measured, and no more."""
    return pa.array(np.round(values.astype(np.float64), _DECIMALS))
