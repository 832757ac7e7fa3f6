"""Where inline elements stand in the file: markdown-it keeps lines of blocks only, so the rest is worked out here."""

from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from gazeta.core.span import Span

Rule = Callable[[StateInline, bool], bool]

_RULES = ("link", "image", "autolink", "crosslink", "loose", "span", "html_inline")
_PLACED = frozenset({"link_open", "image", "link_hole", "span_open", "html_inline"})


def remember_places(parser: MarkdownIt) -> None:
    """Makes the rules for links and images note in `meta["at"]` where in their block they began."""
    for rule in parser.inline.ruler.__rules__:
        if rule.name in _RULES:
            rule.fn = _remembering(rule.fn)
    parser.inline.ruler.__cache__ = None


def _remembering(rule: Rule) -> Rule:
    def remember(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent:
            for token in state.tokens[before:]:
                if token.type in _PLACED and "at" not in token.meta:
                    token.meta["at"] = start
                    break
        return found

    return remember


class Place(NamedTuple):
    """Where a text begins: a file, and a line in it."""

    path: str
    first_line: int


class Places:
    """Turns offsets in blocks into places in the file at `path`, whose line `first_line` begins the text."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.lines = text.split("\n")
        self._path = path
        self._first_line = first_line
        self.begins = Place(path, first_line)
        self._line = -1
        self._start = self._end = 0
        self._block: Token | None = None
        self._block_starts: list[int] = []
        self._indents: dict[int, int] = {}

    def begin(self, block: Token) -> None:
        """Finds where in its line the content of an inline token begins; cells of one row come one by one."""
        line = block.map[0] if block.map else -1
        after = self._end if line == self._line else 0
        written = block.content.partition("\n")[0]
        self._line, self._start = line, self.lines[line].find(written, after) if 0 <= line < len(self.lines) else -1
        self._end = self._start + len(written) if self._start >= 0 else after

    def at(self, block: Token, offset: int | None) -> Span:
        """The place of an offset in the content of the inline token begun last; without one, its first line."""
        line = block.map[0] if block.map else 0
        if offset is None:
            return self.of(line, 0)
        starts = self._starts(block)
        number = bisect_right(starts, offset) - 1
        indent = self._indent(block, number) if number else self._start
        return self.of(line + number, 0 if indent < 0 else indent + offset - starts[number] + 1)

    def _starts(self, block: Token) -> list[int]:
        """Where the lines of a block's content begin; asked for each of its links."""
        if self._block is not block:
            lines = block.content.split("\n")
            self._block, self._indents = block, {}
            self._block_starts = [0, *accumulate(len(line) + 1 for line in lines)][: len(lines)]
        return self._block_starts

    def _indent(self, block: Token, number: int) -> int:
        """Where in its line of the file a line of a block's content begins."""
        if number not in self._indents:
            line = (block.map[0] if block.map else 0) + number
            written = block.content[self._block_starts[number] :].partition("\n")[0]
            self._indents[number] = self.lines[line].find(written) if line < len(self.lines) else -1
        return self._indents[number]

    def of(self, line: int, column: int) -> Span:
        """A place from a line counted from 0 and a column counted from 1 (0: unknown)."""
        return Span(path=self._path, line=self._first_line + line, column=column)

    def of_offset(self, offset: int) -> Span:
        """The place of an offset in the whole text."""
        line = bisect_right(self._offsets, offset) - 1
        return self.of(line, offset - self._offsets[line] + 1)

    @cached_property
    def _offsets(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.lines)]
