"""What people and programs read of a build: problems with their places, and progress."""

import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import TextIO

from msgspec import json, to_builtins
from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from gazeta.core.codes import Severity
from gazeta.core.diagnostics import Diagnostic
from gazeta.core.span import Span, lines_of
from gazeta.edge.summary import Summary
from gazeta.edge.user_error import Trouble

_SGR = {"error": "1;31", "warning": "1;33", "bold": "1", "dim": "2", "hint": "36"}
"""How a terminal is told to show a part (ECMA-48, Select Graphic Rendition): bold red, bold yellow …"""

_MANY = 30
"""Up to so many problems are shown in full."""
_FIRST: dict[Severity, int] = {"warning": 3, "error": 10}
"""Of more, the first of each code."""

_BEFORE, _AFTER = 72, 40
"""How much of a long line is shown before and after the place of a problem, in columns of the terminal."""

_SHOWN_AFTER = 0.5
_REDRAWN_EVERY = 0.1

Paint = Callable[[str, str], str]
"""Makes a text look like one of `_SGR`, or leaves it as it is."""


def print_diagnostics(
    found: Sequence[Diagnostic], files: Mapping[str, bytes], stream: TextIO, *, everything: bool = False
) -> None:
    """Problems with the line each stands in: warnings, then errors, where a reader's eye rests at the end.

    Of many, only the first of each code are shown, with how many more there are and a table of codes at the end;
    `everything` shows all. `files` are the bytes of the files that the places refer to. Colours only for a terminal,
    and never where the environment says `NO_COLOR`; lines are never wrapped, so that editors recognise the places.
    """
    paint = _painter(stream)
    in_full = everything or len(found) <= _MANY
    parts: list[str] = []
    for severity in _FIRST:
        grave = [diagnostic for diagnostic in found if diagnostic.severity == severity]
        parts += _shown(grave, files, paint) if in_full else _first_of_each(grave, files, paint)
    if not in_full:
        parts += _table_of_codes(found, paint)
    stream.write("".join(f"{part}\n" for part in parts))  # at once: a terminal takes 10,000 writes their time
    stream.flush()


def _painter(stream: TextIO) -> Paint:
    console = Console(file=stream)  # it knows the variables and the terminals
    if console.color_system is None or console.no_color or console.legacy_windows:
        return lambda text, _style: text
    return lambda text, style: f"\x1b[{_SGR[style]}m{text}\x1b[0m"


def _shown(found: Iterable[Diagnostic], files: Mapping[str, bytes], paint: Paint) -> Iterator[str]:
    for path, group in groupby(found, key=lambda diagnostic: diagnostic.span.path):
        lines = _lines(files, path)
        for diagnostic in group:
            yield from _described(diagnostic, lines, paint)
            yield ""


def _first_of_each(found: Iterable[Diagnostic], files: Mapping[str, bytes], paint: Paint) -> Iterator[str]:
    for code, group in _by_code(found).items():
        first = _FIRST[group[0].severity]
        yield from _shown(group[:first], files, paint)
        if rest := group[first:]:
            yield f"… and {len(rest):,} more of {code} in {_files_in(rest)}."
            yield ""


def _by_code(found: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    groups: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        groups.setdefault(diagnostic.code, []).append(diagnostic)
    return groups


def _files_in(found: Iterable[Diagnostic]) -> str:
    number = len({diagnostic.span.path for diagnostic in found})
    return f"{number:,} file" if number == 1 else f"{number:,} files"


def _table_of_codes(found: Iterable[Diagnostic], paint: Paint) -> Iterator[str]:
    """How many there are of each code: warnings before errors, and of each the most frequent last."""
    groups = sorted(_by_code(found).values(), key=lambda group: (group[0].severity == "error", len(group)))
    width = max(len(f"{len(group):,}") for group in groups)
    codes = max(len(group[0].code) for group in groups)
    for group in groups:
        severity, code = group[0].severity, group[0].code
        yield f"  {len(group):>{width},}  {paint(f'{severity:7}', severity)}  {code:{codes}}  in {_files_in(group)}"
    yield "  Of each, the first are above; --all shows every one."
    yield ""


def _lines(files: Mapping[str, bytes], path: str) -> list[str]:
    """The lines of a file; none if it cannot be read (any more)."""
    try:
        return lines_of(files[path])
    except (KeyError, Trouble):
        return []


def _described(diagnostic: Diagnostic, lines: Sequence[str], paint: Paint) -> Iterator[str]:
    style = diagnostic.severity
    yield f"{paint(_printable(str(diagnostic.span)), 'bold')}: {paint(style, style)} [{diagnostic.code}]"
    yield f"  {_printable(diagnostic.message)}"
    yield from _excerpt(diagnostic.span, lines, style, paint)
    if diagnostic.hint:
        yield f"  {paint('Hint: ', 'hint')}{_printable(diagnostic.hint)}"


def _excerpt(span: Span, lines: Sequence[str], style: str, paint: Paint) -> Iterator[str]:
    line = lines[span.line - 1] if 0 < span.line <= len(lines) else ""
    if not line or line.isspace():
        return
    line, column = _window(line, max(span.column - 1, 0))
    gutter = f"  {span.line} │ "
    yield paint(gutter, "dim") + line
    if span.column:
        bar = " " * (len(gutter) - 2) + "│ "
        yield paint(bar, "dim") + " " * cell_len(line[:column]) + paint("^", style)


def _window(line: str, column: int) -> tuple[str, int]:
    """The part of a long line around a column, and the column in it."""
    near = line[max(0, column - _BEFORE) : column + _AFTER]
    width = 1 if near.isascii() or all(cell_len(char) < 2 for char in near) else 2
    start = max(0, column - _BEFORE // width)
    end = max(column + _AFTER // width, start + (_BEFORE + _AFTER) // width)
    shown = _printable(line[start:end])
    before, after = "…" if start else "", "…" if end < len(line) else ""
    return before + shown + after, column - start + len(before)


_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, lone surrogates, and characters that embed, override or isolate a direction: what these do ends
nowhere in a terminal."""


def _printable(text: str) -> str:
    """The same length, without what would steer a terminal."""
    return _HARMFUL.sub(_harmless, text)


def _harmless(match: re.Match[str]) -> str:
    return " " if match[0] == "\t" else "\ufffd"


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
