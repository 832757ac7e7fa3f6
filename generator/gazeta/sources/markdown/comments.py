"""Rules of the parser that skip comments, and what is said of those in a text."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.sources.comments import CLOSING, HUSH, OPENING, Hidden, hide, stripped
from gazeta.sources.markdown.places import Places

_SCRIPT = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_BLOCKS = ["paragraph", "reference", "blockquote", "list"]


def skip_comments(parser: MarkdownIt) -> None:
    """Makes a parser skip comments, masked or not."""
    parser.block.ruler.before("fence", "comment", _block, {"alt": _BLOCKS})
    parser.inline.ruler.before("escape", "comment", _inline)
    parser.core.ruler.push("comments", _strip)


def hidden_in(text: str, parser: MarkdownIt, *, scripts: bool) -> Hidden:
    """A Markdown text with its comments masked, as far as they stand outside of code."""

    def code_lines(text: str) -> set[int]:
        tokens: list[Token] = []
        parser.block.parse(text, parser, {}, tokens)
        blocks = (token.map for token in tokens if token.type in {"fence", "code_block"} and token.map)
        return {line for start, end in blocks for line in range(start, end)}

    return hide(text, code_lines, scripts=scripts)


def lint_comments(hidden: Hidden, places: Places, *, html: bool) -> Iterator[Diagnostic]:
    """What to say of comments: one that never ends, and those in the syntax of other engines.

    Without `html`, marks of WordPress' editor say that the tags between them are shown as text.
    """
    blocks = []
    for comment in hidden.comments:
        span = places.of(comment.line, comment.column)
        if not comment.closed:
            message = "The comment that begins here does not end; all that follows is in it."
            yield problem(
                "unclosed-comment", message, span, "Write “-->” at its end, or “\\<!--” for the text itself."
            )
        elif comment.engine != "HTML":
            message = f"This is a comment of {comment.engine}; it is left out."
            yield problem("foreign-comment", message, span, "Write “<!-- … -->”, or delete it.")
        elif comment.of_wordpress:
            blocks.append(span)
    if blocks and not html:
        message = f"Here begin {len(blocks)} marks of WordPress' editor (“<!-- wp:…”), which are left out."
        hint = "Write Markdown, or set “markdown: {html: sanitize}” in site.yaml for the HTML between them."
        yield problem("foreign-markup", message, blocks[0], hint)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment that has its lines to itself."""
    if not state.src.startswith("<", state.bMarks[start] + state.tShift[start]) or state.is_code_block(start):
        return False
    line = _line(state, start)
    if not line.startswith((OPENING, "<!--")):
        return False
    closing = CLOSING if line.startswith(OPENING) else "-->"
    last = next((number for number in range(start, end) if closing in _line(state, number)), end - 1)
    if stripped(_line(state, last).partition(closing)[2]).strip():
        return False
    if not silent:
        state.line = last + 1
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _inline(state: StateInline, silent: bool) -> bool:
    """A comment within a paragraph; of the spaces around it, one side's are enough."""
    masked = state.src.startswith(OPENING, state.pos)
    if not masked and not state.src.startswith("<!--", state.pos):
        return False
    closing = CLOSING if masked else "-->"
    found = state.src.find(closing, state.pos + 1, state.posMax)
    before = state.src[state.pos - 1] if state.pos else ""
    blanks = {"": " \n", " ": " ", "\n": " "}.get(before, "")
    state.pos = state.posMax if found < 0 else found + len(closing)
    while state.pos < state.posMax and state.src[state.pos] in blanks:
        state.pos += 1
    if not silent and (state.pos >= state.posMax or state.src[state.pos] == "\n"):
        state.pending = state.pending.rstrip(" ")
    return True


def _strip(state: StateCore) -> None:
    """Takes masks out of what is not parsed further: raw HTML, attributes, titles of boxes."""
    if HUSH not in state.src and "<!--" not in state.src:
        return
    for block in state.tokens:
        for token in (block, *(block.children or ())):
            token.info = stripped(token.info)
            if token.type in {"html_block", "html_inline"}:
                token.content = _raw(token.content)
            if token.attrs:
                token.attrs = {name: stripped(v) if isinstance(v, str) else v for name, v in token.attrs.items()}


def _raw(html: str) -> str:
    """Raw HTML without comments; `<!--` in a script begins none."""
    return html.replace(HUSH, "") if _SCRIPT.search(html) else stripped(html)
