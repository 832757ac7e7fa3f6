"""Links and images as people write them, which are none for CommonMark: with spaces in their address, or not closed.

`![a chart](screen shot (2).png)` is the picture. `[report](annual report.pdf)` is a link where there is such a
file, and stays as it stands otherwise. What else looks like a link and is none is reported.
"""

import re
from collections.abc import Iterator
from typing import Any

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.suggest import shorten
from gazeta.sources.markdown.places import Places

Attributes = dict[str, str | int | float]

_PICTURES = "avif|gif|jpe?g|png|svg|webp"
_FILES = f"csv|docx?|epub|html?|ics|json|md|mp[34]|od[pst]|ogg|pdf|pptx?|txt|webm|xlsx?|xml|zip|{_PICTURES}"
_TITLE = r"""(?:\s+(?:"(?P<double>[^"\n]{0,300})"|'(?P<single>[^'\n]{0,300})'))?"""


def _in_parentheses(suffixes: str) -> re.Pattern[str]:
    piece = r"(?:[^\n<>()\]]|\](?!\()|\([^\n<>()]{0,100}\))"  # brackets in pairs, and no other link
    address = rf"(?![\s(]){piece}{{1,300}}?\.(?:{suffixes})(?:[?#][^\s()<>]{{0,300}})?"
    return re.compile(rf"\(\s*(?P<address>{address}){_TITLE}\s*\)", re.IGNORECASE)


_PICTURE, _FILE = _in_parentheses(_PICTURES), _in_parentheses(_FILES)
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_ADDRESS = re.compile(
    rf"\(\s*<?(?:https?://|mailto:|www\.|\.{{0,2}}/\w|[^\s()<>]{{1,300}}\.(?:{_FILES})\b)", re.IGNORECASE
)
"""What begins like an address."""

_REACH = 400
"""How many characters are looked at for the end of an address."""
_DEFINITION = re.compile(r"^[ ]{0,3}\[(?!\^)(?P<label>[^\[\]\n]{1,200})\]:[ \t]*(?P<address>[^\n]+)$", re.MULTILINE)


def loose(state: StateInline, silent: bool) -> bool:
    """An inline rule after those for links and images: what they left because of its address."""
    start, text = state.pos, state.src
    picture = text.startswith("![", start)
    if not (picture or text[start] == "[") or not _has_any(state):
        return False
    begin = start + picture
    end = state.md.helpers.parseLinkLabel(state, begin, not picture)
    if end < 0 or not text.startswith("(", end + 1):
        return False
    match = (_PICTURE if picture else _FILE).match(text, end + 1, state.posMax)
    if match is None or _ELSEWHERE.match(match["address"]):
        told = text.startswith("!", start - 1) if start and not picture else False  # of it as a picture
        if not (silent or told) and _ADDRESS.match(text, end + 1, state.posMax):
            state.env.setdefault("unfinished", {}).setdefault(text, []).append((start, end + 2))
        return False
    if not silent:
        title = match["double"] or match["single"] or ""
        attributes: Attributes = {"href": state.md.normalizeLink(match["address"])}
        if title:
            attributes["title"] = title
        if picture:
            _push_picture(state, text[begin + 1 : end], attributes)
        else:
            _push_link(state, (begin + 1, end), attributes, match)
    state.pos = match.end()
    return True


def _has_any(state: StateInline) -> bool:
    """Whether any could be in the text of a block; kept with the state, for each of its brackets asks for it."""
    try:
        return state.has_addresses  # type: ignore[attr-defined,no-any-return]
    except AttributeError:
        state.has_addresses = "](" in state.src  # type: ignore[attr-defined]
        return _has_any(state)


def _push_picture(state: StateInline, label: str, attributes: Attributes) -> None:
    children: list[Token] = []
    state.md.inline.parse(label, state.md, state.env, children)
    token = state.push("image", "img", 0)
    token.attrs = {"src": attributes.pop("href"), "alt": "", **attributes}
    token.children, token.content = children or None, label


def _push_link(state: StateInline, label: tuple[int, int], attributes: Attributes, written: re.Match[str]) -> None:
    limit = state.posMax
    opened = state.push("link_open", "a", 1)
    opened.attrs = attributes
    opened.meta = {"opening": "[", "closing": f"]{written[0]}", "written": written["address"]}
    state.pos, state.posMax = label
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.push("link_close", "a", -1)
    state.posMax = limit


def unfinished(block: Token, env: dict[str, Any], places: Places) -> Iterator[Diagnostic]:
    """What in a block looks like a link and is none."""
    for start, address in env.get("unfinished", {}).pop(block.content, ()):
        closed = _closed(block.content[address : address + _REACH].partition("\n")[0])
        end = min(address + closed, start + _REACH) if closed else start + _REACH
        line = block.content[start:end].partition("\n")[0]
        why = "there is a space in its address" if closed else "its address is not closed"
        message = f"“{shorten(line)}” is no link: {why}; readers see it as it stands."
        hint = "Write the address in angle brackets: [words](<an address>)." if closed else "Close it with “)”."
        yield problem("not-a-link", message, places.at(block, start), hint)
    yield from _definitions(block, places)


def _closed(line: str) -> int:
    """Behind the bracket that closes the one before a line's beginning; 0 if there is none."""
    depth = 1
    for bracket in re.finditer(r"[()]", line):
        depth += 1 if bracket[0] == "(" else -1
        if not depth:
            return bracket.end()
    return 0


def _definitions(block: Token, places: Places) -> Iterator[Diagnostic]:
    """Lines like `[label]: address` that define nothing, for they stand in a paragraph."""
    for match in _DEFINITION.finditer(block.content) if "]:" in block.content else ():
        written = f"({match['address'].strip()})"
        if not _FILE.match(written) and not _ADDRESS.match(written):
            continue
        spaced = " " in match["address"].strip() and not match.start()
        why = "there is a space in its address" if spaced else "there is no empty line above it"
        message = f"“{match[0].strip()[:60]}” defines no link: {why}; readers see it as it stands."
        hint = "Write the address in angle brackets: [label]: <an address>." if spaced else "Put one there."
        yield problem("not-a-link", message, places.at(block, match.start("label") - 1), hint)
