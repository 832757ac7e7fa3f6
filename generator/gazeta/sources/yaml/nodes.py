"""Guarded YAML: text in, nodes with places out; never a constructed object, never an exception.

The limits keep small files from becoming large values; front matter is far below them. Nodes are put
together from the C parser's events without recursion, because composing 100 kB of `[` overflows its stack.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, Found, problem
from gazeta.core.line_breaks import BREAK, vanishes
from gazeta.core.span import Span
from gazeta.core.suggest import shorten
from gazeta.sources.characters import FORBIDDEN, forbidden_in
from gazeta.sources.conflicts import conflicts
from gazeta.sources.yaml.advice import Stop, advise, advise_on_text

MAX_BYTES = 64 * 1024
MAX_DEPTH = 32
MAX_NODES = 10_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_JOINT = "\ufdd0"
"""Stands in YAML at the end of a line that folding would join to the next by a space, though there is none."""
_JOINTS = re.compile(_JOINT + "[ \t]*")
_IN_QUOTES = re.compile(r"""[ ]*+(?:- ++)*+(?:[\w-]++:[ ]++)?+["'\[{]""")
_NEXT_KEY = re.compile(r"[^\s:]++:(?:\s|\Z)|-\s")
_COMMENT = re.compile(rf"[ \t]*+(?P<comment>#[^\n{_JOINT}]*)")
_COMMENT_BELOW = re.compile(
    rf"[ \t]*+{_JOINT}?+\n(?P<indent>[ ]++)(?P<comment>#\w(?![\w-]*+:(?:\s|$))[^\n{_JOINT}]*)"
)
"""Words with a `#` where a text of several lines goes on; neither `# a remark` nor `#key: value`, taken out."""


class Scalar(Struct, frozen=True, kw_only=True):
    """A string as written; `plain` when it stands without quotes, so that a field may read a number in it.

    `cut` is the comment that ends it, and its place: in a text it is rather words that were lost.
    """

    value: str
    span: Span
    plain: bool = True
    cut: tuple[str, Span] | None = None


class Sequence(Struct, frozen=True, kw_only=True):
    """A list of nodes."""

    items: tuple["Node", ...]
    span: Span


class Mapping(Struct, frozen=True, kw_only=True):
    """Keys with their nodes, in the order of the file; no key stands twice."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    span: Span


Node = Scalar | Sequence | Mapping


class _Rejected(Exception):  # noqa: N818 - it ends the reading of one file; nobody else sees it
    """Carries the diagnostic that makes the rest of a file unreadable."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


def read_mapping(text: str, path: str, first_line: int = 1) -> Found[Mapping | None]:
    """The mapping that a YAML text holds: an empty one for an empty text, `None` for one that cannot be read.

    `first_line` is the line of the file on which `text` begins. Aliases, anchors, tags and merge keys are
    reported; so is anything beyond `MAX_BYTES`, `MAX_DEPTH` and `MAX_NODES`.
    """
    unreadable = _unreadable(text, path, first_line)
    return (None, unreadable) if unreadable else _read_root(text, path, first_line)


def _unreadable(text: str, path: str, first_line: int) -> tuple[Diagnostic, ...]:
    """What keeps a text from being read as YAML at all."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        message = f"This is more than {MAX_BYTES // 1024} kB of YAML."
        start = Span(path=path, line=first_line, column=1)
        return (problem("yaml-too-large", message, start, "Keep long texts in the Markdown below it."),)
    if bad := forbidden_in(text, path, first_line):
        return (bad,)
    return tuple(conflicts(text, path, first_line))


def _read_root(text: str, path: str, first_line: int) -> Found[Mapping | None]:
    reader = _Reader(path, first_line)
    try:
        root = reader.read(text)
    except _Rejected as rejected:
        return None, (*reader.found, rejected.diagnostic)
    if root is None:
        return Mapping(entries=(), span=Span(path=path, line=first_line, column=1)), tuple(reader.found)
    if not isinstance(root, Mapping):
        wrong = problem("wrong-type", *_with_place(advise_on_text(text), root.span))
        return None, (*reader.found, wrong)
    return root, tuple(reader.found)


def _with_place(advice: tuple[str, str], span: Span) -> tuple[str, Span, str]:
    message, hint = advice
    return message, span, hint


class _Open:
    """A collection whose end has not come yet."""

    def __init__(self, span: Span, *, mapping: bool) -> None:
        self.span = span
        self.mapping = mapping
        self.children: list[Node] = []


class _Reader:
    """Builds nodes from parser events; one use each."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.offset = first_line
        self.text = ""
        self.found: list[Diagnostic] = []
        self.open: list[_Open] = []
        self.root: Node | None = None

    def read(self, text: str) -> Node | None:
        joined = _with_joints(text)
        self.text = joined if "#" in text else ""
        nodes = 0
        for event in self._events(text, joined):
            if isinstance(event, yaml.NodeEvent):
                nodes += 1
                self._guard(event, nodes)
            self._take(event)
        return self.root

    def _events(self, text: str, joined: str) -> Iterator[Any]:
        try:
            yield from yaml.parse(joined, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            raise _Rejected(self._advice(text, error)) from error
        except (yaml.YAMLError, ValueError) as error:
            span = Span(path=self.path, line=self.offset)
            hint = "Delete what is no ordinary text."
            raise _Rejected(problem("bad-yaml", "This YAML holds what no text may hold.", span, hint)) from error

    def _advice(self, text: str, error: Any) -> Diagnostic:
        mark = error.problem_mark or error.context_mark
        begun = error.context_mark or mark
        stop = Stop(
            lines=text.split("\n"),
            line=mark.line,
            column=mark.column,
            problem=error.problem or "",
            context=error.context or "",
            begun=(begun.line, begun.column),
        )
        advice = advise(stop)
        span = Span(path=self.path, line=self.offset + advice.line, column=advice.column + 1)
        return problem("bad-yaml", advice.message, span, advice.hint)

    def _span(self, mark: Any) -> Span:
        return Span(path=self.path, line=self.offset + mark.line, column=mark.column + 1)

    def _guard(self, event: Any, nodes: int) -> None:
        if nodes > MAX_NODES or len(self.open) >= MAX_DEPTH:
            what = f"more than {MAX_NODES} values" if nodes > MAX_NODES else f"nested deeper than {MAX_DEPTH}"
            raise _Rejected(problem("yaml-too-large", f"YAML with {what}.", self._span(event.start_mark)))
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            message = f"“{mark}{shorten(event.anchor)}” is a reference of YAML's own, which is not allowed."
            hint = f"Put a text that begins with “{mark}” in quotes; write what is meant twice out twice."
            raise _Rejected(problem("yaml-alias", message, self._span(event.start_mark), hint))
        if getattr(event, "tag", None):
            message = f"“{shorten(event.tag)}” is a tag of YAML's own, which is not allowed."
            hint = "Put a text that begins with “!” in quotes."
            self.found.append(problem("yaml-alias", message, self._span(event.start_mark), hint))

    def _take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            mapping = isinstance(event, yaml.MappingStartEvent)
            self.open.append(_Open(self._span(event.start_mark), mapping=mapping))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            done = self.open.pop()
            self._add(self._mapping(done) if done.mapping else _sequence(done))

    def _scalar(self, event: Any) -> Scalar:
        span = self._span(event.start_mark)
        value = _joined(event.value, literal=event.style == "|")
        if bad := FORBIDDEN.search(value):
            message = f"The escape for U+{ord(bad[0]):04X} is not allowed in a text."
            self.found.append(problem("bad-characters", message, span, "Delete it."))
            value = FORBIDDEN.sub("", value)
        cut = self._cut(event) if self.text and event.style not in {"|", ">"} else None
        return Scalar(value=value, span=span, plain=not event.style, cut=cut)

    def _cut(self, event: Any) -> tuple[str, Span] | None:
        """The comment right behind a scalar, or in the next line where the text of a plain one would go on."""
        end = event.end_mark
        if match := _COMMENT.match(self.text, end.index):
            return match["comment"], self._place(end.line, match.start("comment"))
        if event.style:
            return None
        match = _COMMENT_BELOW.match(self.text, end.index)
        if match is None or not event.value or len(match["indent"]) <= self._indent(event.start_mark):
            return None
        return match["comment"], self._place(end.line + 1, match.start("comment"))

    def _indent(self, mark: Any) -> int:
        """The number of spaces and dashes with which the line of a mark begins."""
        line = self.text[mark.index - mark.column : mark.index]
        return len(line) - len(line.lstrip(" -"))

    def _place(self, line: int, index: int) -> Span:
        column = index - self.text.rfind("\n", 0, index)
        return Span(path=self.path, line=self.offset + line, column=column)

    def _add(self, node: Node) -> None:
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node

    def _mapping(self, done: _Open) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(done.children[::2], done.children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.found.append(problem("wrong-type", "A key must be a word.", key.span))
            elif key.value == "<<" and key.plain:
                message = "The YAML merge key “<<” is not allowed."
                hint = "Defaults for many articles belong in `_section.yaml`."
                self.found.append(problem("yaml-alias", message, key.span, hint))
            elif first := entries.get(key.value):
                message = f"The key “{key.value}” stands twice; it is already on line {first[0].span.line}."
                self.found.append(problem("duplicate-key", message, key.span, "Keep one of the two."))
            else:
                entries[key.value] = (key, value)
        return Mapping(entries=tuple(entries.values()), span=done.span)


def _sequence(done: _Open) -> Sequence:
    return Sequence(items=tuple(done.children), span=done.span)


def _with_joints(text: str) -> str:
    """YAML joins lines by spaces, which look like written ones afterwards: so marks are set before."""
    if text.isascii() or _JOINT in text:
        return text
    return BREAK.sub(lambda found: _JOINT * _joins(text, *found.span()) + found[0], text)


def _joins(text: str, start: int, end: int) -> bool:
    """Whether the break `text[start:end]` leaves nothing; none does behind `key:`, `>` or a quoted value."""
    last = text[start - 1 : start]
    if not vanishes(text, start, end):
        return False
    if last > "\x7f":
        return True
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return last in {'"', "'"} and not _IN_QUOTES.match(line) and not _NEXT_KEY.match(text, end)


def _joined(value: str, *, literal: bool) -> str:
    return value.replace(_JOINT, "") if literal else _JOINTS.sub("", value)
