"""A site's texts: in memory, or read when they are asked for; as they were found, or an exception.

Articles are many and are read one by one; what is made of one is filed under its digest, so it must be the text that
has that digest.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import TypeVar

from gazeta.core.digest import digest_bytes
from gazeta.edge.files import open_regular
from gazeta.edge.user_error import Changed

MAX_TEXT_BYTES = 16 * 1024 * 1024
"""What is kept in memory. Articles have a smaller limit of their own; this one also holds a theme's pictures."""

_ATTEMPTS = 6
_PAUSE = 0.1
"""Seconds, more each time: an editor's save, or a checkout, is over by then."""

T = TypeVar("T")


class Now(Mapping[str, bytes]):
    """Texts as they are by now, to be shown and not to be filed."""

    def __init__(self) -> None:
        self._texts: dict[str, bytes | tuple[str, str]] = {}

    def __getitem__(self, key: str) -> bytes:
        """A text. Raises `Changed` if it is gone."""
        text = self._texts[key]
        if isinstance(text, bytes):
            return text
        try:
            with open_regular(text[0]) as stream:
                return stream.read(MAX_TEXT_BYTES)
        except OSError as error:
            raise Changed(text[0]) from error

    def __contains__(self, key: object) -> bool:
        """Whether there is such a text; it is not read for that."""
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        """The paths, in the order of the walk."""
        return iter(self._texts)

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self._texts)


class Texts(Now):
    """Texts by path, each as it was found."""

    def add(self, key: str, text: bytes | tuple[str, str]) -> None:
        """A text, or where to read it and the digest that it has."""
        self._texts[key] = text

    def __getitem__(self, key: str) -> bytes:
        """A text. Raises `Changed` if it is another one by now."""
        data = super().__getitem__(key)
        text = self._texts[key]
        if not isinstance(text, bytes) and digest_bytes(data) != text[1]:
            raise Changed(text[0])
        return data

    @property
    def now(self) -> Now:
        """The same texts as they are when they are asked for."""
        now = Now()
        now._texts = self._texts
        return now


def as_now(texts: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """A site's texts, to quote them: each as it is when it is asked for, whether it has changed or not."""
    return texts.now if isinstance(texts, Texts) else texts


def until_still(work: Callable[[], T]) -> T:
    """What some work comes to that looks at a site; it begins again, some times, if a file changes meanwhile."""
    for attempt in range(1, _ATTEMPTS):
        with suppress(Changed):
            return work()
        time.sleep(_PAUSE * attempt)
    return work()
