"""Canonical digests of frozen values."""

from hashlib import blake2b
from typing import Any

from msgspec import json

_encode = json.Encoder(order="deterministic").encode


def digest(value: Any) -> str:
    """A 128-bit BLAKE2b digest, in hexadecimal, of a value's canonical JSON; equal values have equal digests.

    `value` is anything msgspec encodes: records, tuples, strings, numbers, aware datetimes.
    """
    return blake2b(_encode(value), digest_size=16).hexdigest()


def digest_bytes(data: bytes) -> str:
    """The same digest of bytes as they are."""
    return blake2b(data, digest_size=16).hexdigest()
