"""Bare addresses as links: only what has a scheme, since “main.py” and “release.md” are words, not sites."""

import re

from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline

from gazeta.sources.markdown.address_ends import address_end

_SCHEME = re.compile(r"(?:https?|mailto)\Z", re.IGNORECASE)
_LONGEST = len("mailto")


def bare_address(state: StateInline, silent: bool) -> bool:
    """A rule: an address in running text is a link to it."""
    if silent or state.linkLevel > 0 or state.src[state.pos] != ":":
        return False
    scheme = _SCHEME.search(state.pending[-_LONGEST:])
    if scheme is None:
        return False
    start = state.pos - len(scheme[0])
    text = state.src if state.posMax == len(state.src) else state.src[: state.posMax]
    end = address_end(text, start)
    if end <= state.pos:
        return False
    state.pending = state.pending[: -len(scheme[0])]
    state.pos = end
    _push(state, start, unescapeAll(text[start:end]))
    return True


def _push(state: StateInline, start: int, address: str) -> None:
    opened = state.push("link_open", "a", 1)
    opened.attrs = {"href": state.md.normalizeLink(address)}
    opened.meta = {"at": start}
    text = state.push("text", "", 0)
    text.content = state.md.normalizeLinkText(address).removeprefix("mailto:")
    closed = state.push("link_close", "a", -1)
    for token in (opened, closed):
        token.markup, token.info = "linkify", "auto"
