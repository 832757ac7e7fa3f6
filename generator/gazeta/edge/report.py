"""What people and programs read of a build: problems with their places, and progress."""

import re
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import TextIO

from msgspec import json, to_builtins
from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from gazeta.core.diagnostics import Diagnostic
from gazeta.core.span import Span
from gazeta.edge.summary import Summary

_STYLES = {"error": "bold red", "warning": "bold yellow"}
_BEFORE, _AFTER = 72, 40
"""How much of a long line is shown before and after the place of a problem, in columns of the terminal."""

_SHOWN_AFTER = 0.5
_REDRAWN_EVERY = 0.1


class _Console(Console):
    """Lets a reader that went away (`| head`) be the caller's affair."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def print_diagnostics(found: Sequence[Diagnostic], files: Mapping[str, bytes], stream: TextIO) -> None:
    """All problems, file by file in the order of their places, with the line each stands in.

    `files` are the bytes of the files that the places refer to. Colours only for a terminal, and never where the
    environment says `NO_COLOR`; lines are never wrapped, so that editors recognise the places.
    """
    console = _Console(file=stream, highlight=False, soft_wrap=True, emoji=False, markup=False)
    for path, group in groupby(found, key=lambda diagnostic: diagnostic.span.path):
        lines = _lines(files.get(path, b""))
        for diagnostic in group:
            for line in _described(diagnostic, lines):
                console.print(line)
            console.print()


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _described(diagnostic: Diagnostic, lines: Sequence[str]) -> Iterator[Text]:
    style = _STYLES[diagnostic.severity]
    head = ((_printable(str(diagnostic.span)), "bold"), ": ", (diagnostic.severity, style), f" [{diagnostic.code}]")
    yield Text.assemble(*head)
    yield Text(f"  {_printable(diagnostic.message)}")
    yield from _excerpt(diagnostic.span, lines, style)
    if diagnostic.hint:
        yield Text.assemble("  ", ("Hint: ", "cyan"), _printable(diagnostic.hint))


def _excerpt(span: Span, lines: Sequence[str], style: str) -> Iterator[Text]:
    if not 0 < span.line <= len(lines) or not lines[span.line - 1].strip():
        return
    line, column = _window(lines[span.line - 1], max(span.column - 1, 0))
    gutter = f"  {span.line} │ "
    yield Text.assemble((gutter, "dim"), line)
    if span.column:
        bar = " " * (len(gutter) - 2) + "│ "
        yield Text.assemble((bar, "dim"), " " * cell_len(line[:column]), ("^", style))


def _window(line: str, column: int) -> tuple[str, int]:
    """The part of a long line around a column, and the column in it."""
    width = 2 if any(cell_len(char) == 2 for char in line[max(0, column - _BEFORE) : column + _AFTER]) else 1
    start = max(0, column - _BEFORE // width)
    end = max(column + _AFTER // width, start + (_BEFORE + _AFTER) // width)
    shown = _printable(line[start:end])
    before, after = "…" if start else "", "…" if end < len(line) else ""
    return before + shown + after, column - start + len(before)


_TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Characters that embed, override or isolate a direction; what they do ends nowhere in a terminal."""


def _printable(text: str) -> str:
    """The same length, without what would steer a terminal."""
    return "".join(_harmless(char) for char in text)


def _harmless(char: str) -> str:
    if char == "\t":
        return " "
    return "\ufffd" if unicodedata.category(char) in {"Cc", "Cs"} or char in _TURNING else char


def print_json(found: Iterable[Diagnostic], summary: Summary, stream: TextIO) -> None:
    """The same for programs: one JSON object, whose `version` changes when its form does."""
    report = {"version": 1, "diagnostics": to_builtins(tuple(found)), "summary": to_builtins(summary)}
    print_value(report, stream)


def print_value(value: object, stream: TextIO) -> None:
    """A value as indented JSON; where the stream's encoding is not Unicode's, with escapes for what is not ASCII."""
    text = json.format(json.encode(value), indent=2).decode()
    if not (stream.encoding or "utf-8").lower().startswith("utf"):
        text = _NOT_ASCII.sub(_escaped, text)
    stream.write(text + "\n")
    stream.flush()  # what click writes may go by another buffer


_NOT_ASCII = re.compile("[^\x00-\x7f]")


def _escaped(match: re.Match[str]) -> str:
    """JSON's `\\uXXXX`, two of them for what lies beyond the first 65,536 (RFC 8259, section 7)."""
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in zip(units[::2], units[1::2], strict=True))


def print_table(rows: Sequence[Sequence[str]], stream: TextIO) -> None:
    """Rows with their columns aligned, whatever script they are in."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (_printable(cell) + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        stream.write("  ".join(cells).rstrip() + "\n")
    stream.flush()


class Watcher:
    """Shows how far long work is; draws only when told of progress, so that no thread runs while processes start."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._begun = time.monotonic()
        self._drawn = 0.0
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Takes note that `done` of `total` are done in a stage."""
        now = time.monotonic()
        if not self._console.is_terminal or now - self._begun < _SHOWN_AFTER:
            return
        bar = self._bar or self._start()
        if stage not in self._tasks:
            self._tasks[stage] = bar.add_task(stage, total=total)
        bar.update(self._tasks[stage], completed=done, total=total)
        if now - self._drawn >= _REDRAWN_EVERY or done == total:
            self._drawn = now
            bar.refresh()

    def _start(self) -> Progress:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(compact=True),
        )
        self._bar = Progress(*columns, console=self._console, auto_refresh=False, transient=True)
        self._bar.start()
        return self._bar

    def stop(self) -> None:
        """Takes the bars away."""
        if self._bar is not None:
            self._bar.stop()


@contextmanager
def progress() -> Iterator[Watcher]:
    """A watcher of progress on standard error, silent where that is not a terminal."""
    watcher = Watcher(Console(file=sys.stderr))
    try:
        yield watcher
    finally:
        watcher.stop()
