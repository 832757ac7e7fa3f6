"""What is remembered from one build to the next. The engine asks for it; where it is kept is the edge's business.

Whatever is lost is made again: memory changes how long a build takes, never what it makes.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from msgspec import Struct, json

from gazeta.core.diagnostics import Diagnostic
from gazeta.sources.article import ParsedArticle
from gazeta.sources.manuscript import Inside, Manuscript

Parts = dict[str, str]
"""The parts of a key: digests by what they are of."""


class Read(Struct, frozen=True, kw_only=True):
    """An article as it was read. `key` is a digest of all that reading it depends on, `inside` one of its inside."""

    key: str
    manuscript: Manuscript | None
    found: tuple[Diagnostic, ...]
    inside: str


class Fresh(Struct, frozen=True, kw_only=True):
    """The same when it has just been read, in JSON, with its inside: small enough to travel and to keep."""

    path: str
    key: str
    read: bytes
    inside: bytes


class Memory(Protocol):
    """Articles that were read before."""

    def articles(self) -> Mapping[str, Read]:
        """All of them, by path."""

    def remember(self, articles: Iterable[Fresh]) -> None:
        """Keeps articles, in place of those that were at the same paths."""

    def insides(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """What is inside articles: their paths, and JSON for `inside_of`."""

    def document(self, name: str) -> bytes:
        """What was written under a name, or nothing."""

    def write_document(self, name: str, data: bytes) -> None:
        """Keeps something under a name."""


class Forgetful:
    """A memory that lasts as long as one build."""

    def __init__(self) -> None:
        self._insides: dict[str, bytes] = {}

    def articles(self) -> Mapping[str, Read]:
        """None."""
        return {}

    def remember(self, articles: Iterable[Fresh]) -> None:
        """Keeps what is inside articles."""
        self._insides.update((article.path, article.inside) for article in articles)

    def insides(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """What is inside articles."""
        return ((path, self._insides[path]) for path in paths)

    def document(self, _name: str) -> bytes:
        """Nothing."""
        return b""

    def write_document(self, name: str, data: bytes) -> None:
        """Nothing is kept."""


class RowRecord(Struct, frozen=True, kw_only=True):
    """A row as it was last made: its key and the key's parts, its pages' files, since when (ISO 8601), and why."""

    key: str
    parts: Parts
    files: tuple[str, ...]
    since: str
    reasons: tuple[str, ...]


class Past(Protocol):
    """A destination as the last build left it, and what has become of it since."""

    def keys(self) -> Mapping[str, str]:
        """The keys of all rows, by their ids."""

    def row(self, name: str) -> RowRecord | None:
        """A row by its id."""

    def columns(self) -> Mapping[str, Parts]:
        """The parts of the columns' keys, by locale."""

    def lost(self) -> frozenset[str]:
        """Those of its files that are not as they were published."""


class NoPast:
    """Nothing was ever built."""

    def keys(self) -> Mapping[str, str]:
        """No rows."""
        return {}

    def row(self, _name: str) -> None:
        """No row."""

    def columns(self) -> Mapping[str, Parts]:
        """None."""
        return {}

    def lost(self) -> frozenset[str]:
        """None: there was nothing to lose."""
        return frozenset()


_inside = json.Decoder(Inside)
_read = json.Decoder(Read)


def inside_of(data: bytes) -> Inside:
    """What is inside an article, from its JSON."""
    return _inside.decode(data)


def read_of(data: bytes) -> Read:
    """An article as it was read, from its JSON."""
    return _read.decode(data)


def fresh(path: str, key: str, article: ParsedArticle | None, found: tuple[Diagnostic, ...], digest: str) -> Fresh:
    """An article that has just been read, ready to be kept; `digest` is that of its inside."""
    read = Read(key=key, manuscript=article.manuscript if article else None, found=found, inside=digest)
    return Fresh(path=path, key=key, read=json.encode(read), inside=json.encode(article.inside) if article else b"")
