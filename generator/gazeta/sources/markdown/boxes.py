"""Boxes, `::: factbox Title` to `:::`, as a rule of the parser; and blocks that are opened and never closed.

A box within a box may have as many colons as the one around it: a line of colons closes the last box opened with as
many, or else the last one that was opened with fewer. What stands in a fenced block of code closes nothing.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.sources.markdown.places import Places

BOXES = ("pullquote", "factbox", "aside")

_MARKER = re.compile(r"(?P<colons>:{3,})[ \t]*(?P<words>\S.*)?")
_FENCE = re.compile(r"(?P<mark>`{3,}(?=[^`]*$)|~{3,})")
_STRAY = re.compile(r"^[ \t]*:{3,}[ \t]*$", re.MULTILINE)


def read_boxes(parser: MarkdownIt) -> None:
    """Makes a parser read boxes."""
    parser.block.ruler.before("fence", "box", _box, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    match = _marker(state, start)
    name = (match["words"] or "").partition(" ")[0].strip() if match else ""
    if match is None or name not in BOXES:
        return False
    if silent:
        return True
    last, closed = _end(state, start, end)
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", last  # a paragraph does not go on behind the end
    token = state.push(f"container_{name}_open", "div", 1)
    token.block, token.info, token.map = True, match["words"], [start, last]
    token.meta["closed"] = closed
    state.md.block.tokenize(state, start + 1, last)
    state.push(f"container_{name}_close", "div", -1).block = True
    state.parentType, state.lineMax = parent, line_max
    state.line = last + closed
    return True


def _end(state: StateBlock, start: int, end: int) -> tuple[int, bool]:
    """The line that closes the box which begins at `start`, or the end of what is around it."""
    opened, fence = [0], ""
    for number in range(start, end):
        if number > start and not state.isEmpty(number) and state.sCount[number] < state.blkIndent:
            return number, False  # the list that the box is in ends here
        mark = None if state.is_code_block(number) else _FENCE.match(_line(state, number))
        if fence or mark:
            fence = _fence_after(fence, mark, _line(state, number))
            continue
        match = _marker(state, number)
        if match is None:
            continue
        colons = len(match["colons"])
        if match["words"]:
            opened.append(colons)
        else:
            del opened[_closes(opened, colons) :]
            if len(opened) == 1:
                return number, True
    return end, False


def _closes(opened: list[int], colons: int) -> int:
    """Which of the open boxes (the first is none) a line of colons closes; behind the last, for none."""
    same = [index for index, own in enumerate(opened) if own == colons]
    fewer = [index for index, own in enumerate(opened) if 0 < own < colons]
    return (same or fewer or [len(opened)])[-1]


def _fence_after(fence: str, mark: re.Match[str] | None, line: str) -> str:
    """The fence of the block of code that a line leaves open."""
    if not fence:
        return mark["mark"] if mark else ""
    closes = mark is not None and mark["mark"].startswith(fence) and not line.strip().strip(fence[0])
    return "" if closes else fence


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _marker(state: StateBlock, number: int) -> re.Match[str] | None:
    position = state.bMarks[number] + state.tShift[number]
    if not state.src.startswith(":::", position) or state.is_code_block(number):
        return None
    return _MARKER.fullmatch(state.src, position, state.eMarks[number])


def never_closed(tokens: Sequence[Token], places: Places, *, strays: bool) -> Iterator[Diagnostic]:
    """Boxes and blocks of code that are opened and not closed; with `strays`, ends of boxes that were not opened."""
    for token in tokens:
        if token.type.startswith("container_") and token.meta.get("closed") is False:
            yield _unclosed("box", token, places, "Write a line “:::” where it ends.")
        elif token.type == "fence" and not _is_closed(places.lines, token):
            yield _unclosed("code", token, places, f"Write a line “{token.markup}” where it ends.")
        elif strays and token.type == "inline" and ":::" in token.content and (stray := _STRAY.search(token.content)):
            line = (token.map[0] if token.map else 0) + token.content.count("\n", 0, stray.start())
            message = "This “:::” closes no box; readers see it as it stands."
            yield problem("unknown-box", message, places.of(line, 1), "Delete it, or begin a box: “::: aside Title”.")


def _unclosed(what: str, token: Token, places: Places, hint: str) -> Diagnostic:
    first, end = token.map or (0, 0)
    span = places.of(first, 1)
    rest = any(places.lines[number].strip() for number in range(end, len(places.lines)))
    until = f"it ends before line {places.of(end, 1).line}" if rest else "everything to the end of the text is in it"
    return problem(
        "unclosed-block", f"The {what} that begins on line {span.line} is not closed; {until}.", span, hint
    )


def _is_closed(lines: Sequence[str], fence: Token) -> bool:
    first, end = fence.map or (0, 0)
    last = lines[end - 1].strip(" \t>") if end - 1 > first and end <= len(lines) else ""
    return last.startswith(fence.markup) and not last.strip(fence.markup[0])
