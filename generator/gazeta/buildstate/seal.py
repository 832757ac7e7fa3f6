"""Seals on what builds remember: with `GAZETA_STATE_KEY` set, only who knows it can write what a build believes.

Without it a checksum finds damage, and anybody can make one.
"""

import os
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from hmac import compare_digest

from gazeta.edge.user_error import Trouble

VARIABLE = "GAZETA_STATE_KEY"
_SHORTEST = 16
_PERSON = b"gazeta state"


def seal(kind: str, name: str, data: bytes) -> bytes:
    """A seal on `data` under a name; `kind` keeps it from being taken for that of something else.

    Raises `Trouble` for a key that can be guessed.
    """
    return sealer(kind)(name, data)


def sealer(kind: str) -> Callable[[str, bytes], bytes]:
    """What seals many values of a kind. Raises `Trouble` for a key that can be guessed."""
    key, person = _key(os.environ.get(VARIABLE, "")), kind.encode()

    def checksum(name: str, data: bytes) -> bytes:
        return blake2b(data, digest_size=8, key=name.encode()[-64:], person=person).digest()

    def sealed(name: str, data: bytes) -> bytes:
        named = blake2b(name.encode(), digest_size=32, key=key, person=person).digest()
        return blake2b(data, digest_size=16, key=named, person=person).digest()

    return sealed if key else checksum


def is_sealed(kind: str, name: str, data: bytes, mark: bytes) -> bool:
    """Whether a seal is the right one."""
    return compare_digest(seal(kind, name, data), mark)


def has_key() -> bool:
    """Whether there is a key: then what has no seal of it is not believed."""
    return bool(_key(os.environ.get(VARIABLE, "")))


def key_name() -> str:
    """What tells one key from another and says nothing of it; empty without a key."""
    key = _key(os.environ.get(VARIABLE, ""))
    return blake2b(b"name", digest_size=8, key=key, person=_PERSON).hexdigest() if key else ""


@lru_cache(maxsize=4)
def _key(secret: str) -> bytes:
    if secret and len(secret) < _SHORTEST:
        message = f"{VARIABLE} has {len(secret)} characters, which can be guessed."
        raise Trouble(message, f"Use {_SHORTEST} at least, made by chance: openssl rand -hex 32.")
    data = secret.encode("utf-8", "surrogateescape")
    return blake2b(data, digest_size=32, person=_PERSON).digest() if secret else b""
