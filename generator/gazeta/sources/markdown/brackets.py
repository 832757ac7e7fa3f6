"""Where labels in brackets end: what markdown-it finds by searching for each bracket, found for all on the way.

markdown-it looks from each bracket that opens for the one that closes it, past all brackets between them. So of many
that are only opened, each looks through those behind it. Here a search keeps a stack of the brackets that it passes,
and remembers what it learned of each: a text is gone through once for each depth of nesting.
"""

from types import SimpleNamespace

from markdown_it import helpers
from markdown_it.rules_inline import StateInline

from gazeta.sources.markdown.destinations import destination


class _Labels:
    """What is known of labels: where each ends by where it begins (-1: nowhere), and which have a link in them."""

    __slots__ = ("ends", "linked")

    def __init__(self) -> None:
        self.ends: dict[int, int] = {}
        self.linked: set[int] = set()


def label_end(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803 - markdown-it's name
    """The place of the bracket that closes the one at `start`, or -1; with `disableNested` no link may be between."""
    if start >= _last(state):
        return -1
    labels = _labels(state)
    if start not in labels.ends:
        _search(state, start, labels)
    return -1 if disableNested and start in labels.linked else labels.ends[start]


def _search(state: StateInline, start: int, labels: _Labels) -> None:
    """Goes on from a bracket until it is closed, as markdown-it does, token by token."""
    source, limit, skip, cache, before = state.src, state.posMax, state.md.inline.skipToken, state.cache, state.pos
    ends, linked = labels.ends, labels.linked
    opened, position = [start], start + 1
    ends[start] = -1
    while position < limit:
        char = source[position]
        if char == "]":
            closed = opened.pop()
            ends[closed] = position
            if not opened:
                break
            if closed in linked:
                linked.add(opened[-1])
        following = cache.get(position)
        if following is None:
            state.pos = position
            skip(state)
            following = state.pos
        if char == "[":
            if following > position + 1:
                linked.add(opened[-1])
            else:
                ends[position] = -1
                opened.append(position)
        position = following
    state.pos = before  # those that stay open end nowhere, linked or not


def _labels(state: StateInline) -> _Labels:
    """What is known of a block's labels, at this depth and up to this end; kept with the state."""
    try:
        known = state.labels  # type: ignore[attr-defined]
    except AttributeError:
        known = state.labels = {}  # type: ignore[attr-defined]
    labels: _Labels | None = known.get((state.level, state.posMax))
    if labels is None:
        labels = known[state.level, state.posMax] = _Labels()
    return labels


def _last(state: StateInline) -> int:
    """Where the last bracket closes in a block's text; kept with the state as well."""
    try:
        return state.last_closing  # type: ignore[attr-defined,no-any-return]
    except AttributeError:
        state.last_closing = state.src.rfind("]")  # type: ignore[attr-defined]
        return _last(state)


HELPERS = SimpleNamespace(
    parseLinkLabel=label_end,
    parseLinkDestination=destination,
    parseLinkTitle=helpers.parseLinkTitle,
)
"""What markdown-it's rules for links call."""
