"""Canonical digests of frozen values."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any, Generic, TypeVar, cast

from msgspec import json

T = TypeVar("T")


class Known(Generic[T]):
    """A value with its digest, which stands for it in the digests of all that it is part of.

    So what many rows show, a story's card, is encoded once. Two of these are equal if their digests are.
    """

    __slots__ = ("_make", "_value", "digest")

    def __init__(self, value: T, of: str = "") -> None:
        self._value: T | None = value
        self._make: Callable[[], T] | None = None
        self.digest = of or digest(value)

    @classmethod
    def later(cls, of: str, make: Callable[[], T]) -> "Known[T]":
        """A value whose digest is known already: it is made whenever somebody asks for it, and not kept here."""
        known = cls.__new__(cls)
        known._value, known._make, known.digest = None, make, of
        return known

    @property
    def value(self) -> T:
        """The value itself."""
        return self._make() if self._make else cast("T", self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Known) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.value, self.digest)

    def __repr__(self) -> str:
        return f"Known({self.value!r})"


def _by_digest(value: Any) -> str:
    if isinstance(value, Known):
        return value.digest
    raise NotImplementedError(type(value))


_encode = json.Encoder(enc_hook=_by_digest, order="deterministic").encode


def digest(value: Any) -> str:
    """A 128-bit BLAKE2b digest, in hexadecimal, of a value's canonical JSON; equal values have equal digests.

    `value` is anything msgspec encodes (records, tuples, strings, numbers, aware datetimes), or `Known`.
    """
    return blake2b(_encode(value), digest_size=16).hexdigest()


def digest_bytes(data: bytes) -> str:
    """The same digest of bytes as they are."""
    return blake2b(data, digest_size=16).hexdigest()
