"""Frozen records with one thing changed: for tests of what depends on what.

Records, tuples, mappings and `Known` values are walked; every change is named by the field of the record in which it
stands (`Text.value`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache, partial
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from msgspec import Struct, structs

from gazeta.core.digest import Known, digest

Donors = Mapping[str, list[Any]]
"""Values that fields have somewhere, by the fields' names; nothing empty is among them."""

_FEW = 3
_ALIKE = (("en", "pt-BR", "ar"), ("America/Sao_Paulo", "Asia/Shanghai", "UTC"))
"""A locale's tag becomes another one's as well, a time zone another."""


@cache
def _hints(record: type[Struct]) -> dict[str, Any]:
    return get_type_hints(record)


def _parts(value: Any, label: str, hint: Any) -> Iterator[tuple[Any, str, Any, Callable[[Any], Any]]]:
    """What is in a value: each with the field that it stands in, its type, and the value with another in its place."""
    match value:
        case Struct():
            for name, inner in _hints(type(value)).items():
                put = partial(_with_field, value, name)
                yield getattr(value, name), f"{type(value).__name__}.{name}", inner, put
        case Known():
            yield value.value, label, Any, Known
        case tuple():
            for at, item in enumerate(value):
                yield item, label, _of_items(hint), partial(_with_item, value, at)
        case Mapping():
            for key, item in value.items():
                yield item, label, _of_items(hint), partial(_with_key, value, key)


def _with_field(record: Struct, name: str, new: Any) -> Struct:
    return structs.replace(record, **{name: new})


def _with_item(items: tuple[Any, ...], at: int, new: Any) -> tuple[Any, ...]:
    return (*items[:at], new, *items[at + 1 :])


def _with_key(mapping: Mapping[str, Any], key: str, new: Any) -> dict[str, Any]:
    return {**mapping, key: new}


def fields_of(value: Any, within: str = "") -> Iterator[tuple[str, Any]]:
    """All that stands in a value's fields, by the fields' names."""
    for item, label, _, _ in _parts(value, within, Any):
        if label:
            yield label, item
        yield from fields_of(item, label)


def donors_of(*values: Any) -> Donors:
    """A few of the values that each field has in some records; a field that is always empty has none."""
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for label, value in fields_of(values):
        kept = found[label]
        if value and len(kept) < _FEW:
            kept.setdefault(digest(value), value)
    return {label: list(kept.values()) for label, kept in found.items()}


def changes(value: Any, donors: Donors) -> Iterator[tuple[str, Any]]:
    """A value with one field of one record in it changed, in every way that its type and the donors offer."""
    return _changes(value, "", Any, donors)


def _changes(value: Any, within: str, hint: Any, donors: Donors) -> Iterator[tuple[str, Any]]:
    for item, label, inner, put in _parts(value, within, hint):
        yield from ((label, put(new)) for new in _instead(item, inner, donors.get(label, [])) if label)
        yield from ((field, put(new)) for field, new in _changes(item, label, inner, donors))


def _instead(value: Any, hint: Any, donors: list[Any]) -> Iterator[Any]:
    """Other values in the place of one."""
    if value is not None and NoneType in get_args(hint):
        yield None
    if literals := list(_literals(hint)):
        yield from (member for member in literals if member != value)
        return
    yield from _like(value)
    if not value or isinstance(value, str):
        yield from [other for other in donors if other != value and not isinstance(other, int)][:1]


def _like(value: Any) -> Iterator[Any]:
    """Other values of the same type."""
    match value:
        case bool():
            yield not value
        case int():
            yield from (value + 1, value + 100)
        case str():
            yield from (value + "x", "x" + value)
            yield from (other for like in _ALIKE if value in like for other in like if other != value)
        case datetime():
            yield value + timedelta(days=1)
        case tuple() if value:
            yield from (value[:-1], value[::-1])
        case Mapping() if value:
            yield dict(list(value.items())[:-1])


def _literals(hint: Any) -> Iterator[Any]:
    """The members of a type that names them, or of one that may be absent."""
    for each in (hint, *get_args(hint)):
        if get_origin(each) is Literal:
            yield from get_args(each)


def _of_items(hint: Any) -> Any:
    """The type of what is in a tuple or a mapping."""
    inner = [each for each in get_args(hint) if each is not ...]
    return inner[-1] if inner and get_origin(hint) in {tuple, dict} else Any
