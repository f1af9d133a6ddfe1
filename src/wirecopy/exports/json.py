"""The report as JSON and back: the contract of `wirecopy read --json`.

Takes a `Report`, gives plain dictionaries whose keys are the fields of the dataclasses, in their order, so
equal reports give equal bytes. `loads` builds the dataclasses again; keys it does not know are passed over
(a newer wirecopy may have added them), missing ones are an error unless the field has a default. Offsets are
code points, and text is written as it is, not as escapes.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from wirecopy.errors import InputError
from wirecopy.model import Report

_Row = TypeVar("_Row")


def to_dict(report: Report) -> dict[str, Any]:
    """The report as dictionaries, lists and plain values, keys as in the contract."""
    plain: dict[str, Any] = _plain(report)
    return plain


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
    return _build(Report, data, "report")


def row(value: object) -> dict[str, Any]:
    """Any row of the model as a dictionary: a `Comparison` for `compare --json`, an article's facts."""
    plain: dict[str, Any] = _plain(value)
    return plain


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        kind: Any = type(value)
        return {name: _plain(getattr(value, name)) for name in _names(kind)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: type[_Row], data: Any, where: str) -> _Row:
    """A dataclass row from its dictionary."""
    if not isinstance(data, dict):
        raise _unlike(where)
    values: dict[str, Any] = {}
    cls: Any = kind
    for item in fields(cls):
        if item.name in data:
            values[item.name] = _value(_hints(cls)[item.name], data[item.name], f"{where}.{item.name}")
        elif item.default is MISSING and item.default_factory is MISSING:
            raise _unlike(f"{where}.{item.name}")
    return kind(**values)


def _value(hint: Any, data: Any, where: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        (inner,) = (option for option in get_args(hint) if option is not type(None))
        return _value(inner, data, where)
    if origin is tuple:
        if not isinstance(data, list):
            raise _unlike(where)
        inner = get_args(hint)[0]
        return tuple(_value(inner, item, f"{where}[{index}]") for index, item in enumerate(data))
    if isinstance(hint, type) and is_dataclass(hint):
        return _build(hint, data, where)
    if hint is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if isinstance(hint, type) and not isinstance(data, hint):
        raise _unlike(where)
    return data


def _unlike(where: str) -> InputError:
    return InputError("this JSON is not a wirecopy report", where, "give the output of wirecopy read --json")
