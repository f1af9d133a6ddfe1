"""The report as JSON and back: the contract of `wirecopy read --json`.

Takes a `Report`, gives plain dictionaries whose keys are the fields of the dataclasses, in their order, so
equal reports give equal bytes. `loads` builds the dataclasses again; keys it does not know are passed over
(a newer wirecopy may have added them), missing ones are an error unless the field has a default. Offsets are
code points, and text is written as it is, not as escapes.
"""

from __future__ import annotations

import json
from typing import Any

from wirecopy.errors import InputError
from wirecopy.model import Report
from wirecopy.model.plain import build, plain


def to_dict(report: Report) -> dict[str, Any]:
    """The report as dictionaries, lists and plain values, keys as in the contract."""
    found: dict[str, Any] = plain(report)
    return found


def dumps(report: Report, *, indent: int | None = None) -> str:
    """The report as JSON text."""
    return json.dumps(to_dict(report), ensure_ascii=False, indent=indent)


def loads(text: str) -> Report:
    """The report that `dumps` wrote.

    Raises:
        InputError: the text is not JSON, or not a report.
    """
    try:
        data = json.loads(text)
    except ValueError as error:
        raise InputError("this is not JSON", str(error), "give the output of wirecopy read --json") from error
    return build(Report, data, "report")


def row(value: object) -> dict[str, Any]:
    """Any row of the model as a dictionary: a `Comparison` for `compare --json`, an article's facts."""
    found: dict[str, Any] = plain(value)
    return found
