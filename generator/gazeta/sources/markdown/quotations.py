"""Where a quotation ends, seen before markdown-it looks for it.

A line without `>` continues a quotation if a paragraph is open there (CommonMark, 5.1: laziness). markdown-it takes
all such lines to the end of the text first, and finds then that none was; with many quotations that is a square.
"""

import re
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.rules_block import StateBlock

_NO_PARAGRAPH = re.compile(
    r"[> \t]*|(?:[ ]{0,3}>)*[ ]{0,4}(?:#{1,6}(?:[ ].*)?|([-_*])[ ]*(?:\1[ ]*){2,}|`{3,}[^`]*|~{3,}.*)"
)
"""What of a quotation's line leaves no paragraph open, whatever is above it: nothing, a heading, a rule, a fence."""

_FENCE = re.compile(r"[ ]{0,3}>[ ]?(`{3,}|~{3,})([^`]*)$")
"""A fence of a quotation itself, and of no list or quotation in it, which may end on the next line."""
_DOUBTFUL = re.compile(r"```|~~~|<")
"""A fence that may be of a list in the quotation, or what may begin HTML, in which a fence is none."""
_UNKNOWN = "?"
_FENCE_END = re.compile(r"[ ]{0,3}>[ ]{0,4}(`{3,}|~{3,})[ \t]*$")


def end_quotations(parser: MarkdownIt) -> None:
    """Makes a parser look no further for a quotation's end than it can be."""
    for rule in parser.block.ruler.__rules__:
        if rule.name == "blockquote":
            rule.fn = partial(_blockquote, rule.fn)


def _blockquote(rule: RuleFuncBlockType, state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not silent and _is_quoted(state, start):
        end = _end(state, start, end)
    return rule(state, start, end, silent)


def _end(state: StateBlock, start: int, end: int) -> int:
    fence = ""
    for line in range(start, end):
        if not _is_quoted(state, line):
            is_over = fence not in ("", _UNKNOWN) or _NO_PARAGRAPH.fullmatch(_content(state, line - 1))
            return line if is_over else end
        fence = _fence(_content(state, line), fence)
    return end


def _fence(line: str, fence: str) -> str:
    """The fence that is open after a line of a quotation, of one that was open before it or not."""
    if fence == _UNKNOWN:
        return fence
    if not fence:
        found = _FENCE.match(line)
        return found[1] if found else _UNKNOWN if _DOUBTFUL.search(line) else ""
    end = _FENCE_END.match(line)
    return "" if end and end[1].startswith(fence) else fence


def _is_quoted(state: StateBlock, line: int) -> bool:
    return _content(state, line).startswith(">") and state.sCount[line] >= state.blkIndent


def _content(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
