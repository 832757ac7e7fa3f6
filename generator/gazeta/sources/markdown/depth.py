"""How deep blocks may stand in each other. markdown-it drops what is deeper without a word; here it is an error."""

from collections.abc import Iterator, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.sources.markdown.places import Places

MAX_LEVEL = 36
"""A quotation or a box is one level, a list and its item are two."""
_NEVER = 40
"""markdown-it's own limit, for blocks as for inline elements: above ours, far below what Python's stack takes."""


def limit_depth(parser: MarkdownIt) -> None:
    """Makes a parser note what stands too deep, and leave it out."""
    parser.options["maxNesting"] = _NEVER
    parser.block.ruler.before("table", "depth", _depth)


def _depth(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or state.level < MAX_LEVEL:
        return False
    state.env.setdefault("too_deep", start)
    state.line = end
    return True


def too_deep(env: Mapping[str, Any], places: Places) -> Iterator[Diagnostic]:
    """The first place in a text at which something stands too deep."""
    if "too_deep" in env:
        message = (
            "Here are too many lists, quotations and boxes within each other; what stands in the last is left out."
        )
        yield problem("nesting-too-deep", message, places.of(env["too_deep"], 1), "Nest less, or split the text.")
