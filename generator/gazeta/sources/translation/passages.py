"""An article in passages: what a translator translates, heading by heading, so that a change has a place."""

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from gazeta.core.digest import digest
from gazeta.core.line_breaks import without_spaces
from gazeta.sources.characters import read_text
from gazeta.sources.front_matter import split
from gazeta.sources.manuscript import TEXTS
from gazeta.sources.yaml.nodes import Mapping, Node, Scalar, Sequence, read_mapping
from gazeta.sources.yaml.scalars import clean

_TRANSLATED = ("title", *TEXTS, "tags", "image", "questions", "corrections")
"""The keys of front matter whose texts are for readers; the rest is the same in every language."""
_NOT_TEXT = frozenset({"src", "date", "lang"})

_HEADING = re.compile(r" {0,3}#{1,6}(?=[ \t])")
_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})")

BEGINNING = "beginning"
"""The name of what stands before the first heading."""


class Passage(Struct, frozen=True, kw_only=True):
    """A part of an article: a key of its front matter, or a heading with the text below it."""

    name: str
    text: str

    @property
    def fingerprint(self) -> str:
        """A digest of its words: how lines are broken does not count, nor in scripts without spaces."""
        return digest(without_spaces(self.text).split())


def passages(data: bytes, path: str) -> tuple[Passage, ...]:
    """The passages of an article file, in order; none of a file that cannot be read as an article."""
    text, unreadable = read_text(data, path)
    parts = None if unreadable else split(text)
    if parts is None:
        return ()
    node, _ = read_mapping(parts.yaml, path)
    return (*(_of_front_matter(node) if node else ()), *_of_body(parts.body))


def _of_front_matter(node: Mapping) -> Iterator[Passage]:
    values = {key.value: value for key, value in node.entries}
    for name in _TRANSLATED:
        if name in values and (lines := list(_texts(values[name]))):
            yield Passage(name=name, text="\n".join(lines))


def _texts(node: Node) -> Iterator[str]:
    """The texts in a node, in order."""
    if isinstance(node, Scalar):
        yield clean(node.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(item)
    else:
        for key, value in node.entries:
            if key.value not in _NOT_TEXT:
                yield from _texts(value)


def _of_body(body: str) -> Iterator[Passage]:
    """Cut before each heading that is one: a `#` within a fenced block is none."""
    taken: Counter[str] = Counter()
    name, lines = BEGINNING, list[str]()
    for line, heading in _with_headings(body):
        if heading is not None:
            yield from _passage(name, lines, taken)
            name, lines = heading or "#", []
        lines.append(line)
    yield from _passage(name, lines, taken)


def _passage(name: str, lines: list[str], taken: Counter[str]) -> Iterator[Passage]:
    text = "\n".join(lines).strip("\n")
    if text.strip():
        taken[name] += 1
        number = f" ({taken[name]})" if taken[name] > 1 else ""
        yield Passage(name=f"{name}{number}", text=text)


def _with_headings(body: str) -> Iterator[tuple[str, str | None]]:
    """Each line, with its heading's words if it is one."""
    fence = ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            closes = mark is not None and mark["mark"].startswith(fence) and not line.strip().strip(fence[0])
            fence = "" if closes else fence
            yield line, None
            continue
        fence = mark["mark"] if mark else ""
        heading = _HEADING.match(line)
        yield line.rstrip(), _title(line[heading.end() :]) if heading else None


def _title(text: str) -> str:
    """The words of a heading, without the hashes that may close it."""
    return clean(text.strip(" \t").rstrip("#").rstrip(" \t"))
