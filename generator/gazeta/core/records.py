"""Records made from others by the names of their fields."""

from functools import cache
from typing import Any, TypeVar

from msgspec import Struct

R = TypeVar("R", bound=Struct)


def alike(make: type[R], source: object, /, **others: Any) -> R:
    """A record with the values that `source` has under the names of its fields, but for `others`.

    So a field that both have needs no line of its own where one is made from the other.
    """
    types: Any = (make, type(source))
    same = {name: getattr(source, name) for name in _shared(*types) if name not in others}
    return make(**same, **others)


@cache
def _shared(make: type[Struct], source: type) -> tuple[str, ...]:
    return tuple(name for name in make.__struct_fields__ if hasattr(source, name))
