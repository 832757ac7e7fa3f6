"""Where a label in brackets ends: markdown-it's own search, spared where no bracket closes any more.

Without that, each of many brackets that are only opened looks through those behind it, as deep as links may nest.
"""

from types import SimpleNamespace

from markdown_it import helpers
from markdown_it.rules_inline import StateInline


def label_end(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803 - markdown-it's name
    """The place of the bracket that closes the one at `start`, or -1; with `disableNested` no link may be between."""
    return helpers.parseLinkLabel(state, start, disableNested) if start < _last(state) else -1


def _last(state: StateInline) -> int:
    """Where the last bracket closes in a block's text; kept with the state, for each that opens asks for it."""
    try:
        return state.last_closing  # type: ignore[attr-defined,no-any-return]
    except AttributeError:
        state.last_closing = state.src.rfind("]")  # type: ignore[attr-defined]
        return _last(state)


HELPERS = SimpleNamespace(
    parseLinkLabel=label_end,
    parseLinkDestination=helpers.parseLinkDestination,
    parseLinkTitle=helpers.parseLinkTitle,
)
"""What markdown-it's rules for links call."""
