"""Tables: which `|` is the border of a cell, and what stands in a row beyond the last column.

GitHub's tables take every `|` for a border that has no backslash before it. Here `[[id|words]]` stays whole, and
so does code where the row would not have the table's number of cells otherwise.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from markdown_it.rules_block import StateBlock

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.sources.markdown.places import Places

BlockRule = Callable[[StateBlock, int, int, bool], bool]

_STAND_IN = "\ufdd3"
"""Stands for a `|` that is no border while the cells are found; no source has this noncharacter."""

_BORDER = re.compile(r"(?<!\\)\|")
_DELIMITERS = re.compile(r"[-:|][-:|\s]*")
_LINK = re.compile(r"\[\[[^\[\]|\n]{1,300}\|[^\[\]|\n]{1,300}\]\]")
_CODE = re.compile(r"(?<![\\`])(`{1,20})(?!`)[^\n]{1,500}?(?<!`)\1(?!`)")


def whole_cells(rule: BlockRule) -> BlockRule:
    """The rule for tables, with links and code in one piece; it notes the rows that have too many cells."""

    def cells(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not _may_begin(state, start, end):
            return rule(state, start, end, silent)
        source, before = state.src, len(state.tokens)
        columns = len(_cells(_line(state, start + 1)))
        state.src = _protected(state, start, end, columns)
        try:
            found = rule(state, start, end, silent)
            if found and not silent:
                _note_surplus(state, before, columns)
        finally:
            state.src = source
        for token in state.tokens[before:]:
            token.content = token.content.replace(_STAND_IN, "|")
        return found

    return cells


def _may_begin(state: StateBlock, start: int, end: int) -> bool:
    """Whether a table begins here, as far as its first two lines tell: all of it is looked at only then."""
    head = _line(state, start) if start + 2 <= end else ""
    if "|" not in head or not _DELIMITERS.fullmatch(_line(state, start + 1)):
        return False
    columns = len(_cells(_line(state, start + 1)))
    return len(_cells(_whole(head, columns))) == columns


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].strip()


def _cells(line: str) -> list[str]:
    pieces = _BORDER.split(line)
    return pieces[pieces[0] == "" : len(pieces) - (len(pieces) > 1 and pieces[-1] == "")]


def _protected(state: StateBlock, start: int, end: int, columns: int) -> str:
    """The source, in which borders of this table are the only `|` between its cells."""
    pieces, position = [], 0
    for number in range(start, end):
        first, last = state.bMarks[number] + state.tShift[number], state.eMarks[number]
        line = state.src[first:last]
        if not line.strip():
            break
        whole = _whole(line, columns) if "|" in line and ("[[" in line or "`" in line) else line
        if whole != line:
            pieces += [state.src[position:first], whole]
            position = last
    return "".join((*pieces, state.src[position:])) if pieces else state.src


def _whole(line: str, columns: int) -> str:
    line = _LINK.sub(_stand_in, line)
    return line if len(_cells(line.strip())) == columns else _CODE.sub(_stand_in, line)


def _stand_in(match: re.Match[str]) -> str:
    return _BORDER.sub(_STAND_IN, match[0])


def _note_surplus(state: StateBlock, before: int, columns: int) -> None:
    for row in state.tokens[before:]:
        if row.type == "tr_open" and row.map:
            cells = _cells(_line(state, row.map[0]))
            if any(cell.strip() for cell in cells[columns:]):
                at = state.bMarks[row.map[0]] + state.tShift[row.map[0]]
                lost = "|".join(cells[columns:]).replace(_STAND_IN, "|").strip()
                state.env.setdefault("surplus", []).append((at, len(cells), columns, lost))


def surplus(env: dict[str, Any], places: Places) -> Iterator[Diagnostic]:
    """The rows of a text that have more cells than their table has columns."""
    for at, count, columns, lost in env.get("surplus", ()):
        message = f"The row has {count} cells and its table {columns}: readers do not see “{lost[:40]}”."
        yield problem("surplus-cells", message, places.of_offset(at), "Write “\\|” for a “|” that is no border.")
