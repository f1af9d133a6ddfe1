"""Rows as plain values and back: the form in which they are written as JSON and kept in stores.

In: dataclasses of the model. Out: dictionaries whose keys are their fields, in order, so equal rows give
equal bytes. `build` makes the dataclasses again: keys it does not know are passed over (a newer wirecopy may
have added them), missing ones are an error unless the field has a default.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from wirecopy.errors import InputError

_Row = TypeVar("_Row")


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


def plain(value: Any) -> Any:
    """A row as dictionaries, lists and plain values."""
    if is_dataclass(value):
        kind: Any = type(value)
        return {name: plain(getattr(value, name)) for name in _names(kind)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def build(kind: type[_Row], data: Any, where: str) -> _Row:
    """A row from what `plain` made of it.

    Args:
        kind: the dataclass.
        data: the dictionary.
        where: what to call it in a message.

    Raises:
        InputError: something is missing, or of another kind.
    """
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
        return build(hint, data, where)
    if hint is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if isinstance(hint, type) and not isinstance(data, hint):
        raise _unlike(where)
    return data


def _unlike(where: str) -> InputError:
    return InputError("this JSON is not a wirecopy report", where, "give the output of wirecopy read --json")
