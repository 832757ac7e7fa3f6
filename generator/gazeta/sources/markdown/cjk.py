"""Markdown beside Chinese, Japanese and Korean: emphasis without spaces around it, and lines that join.

CommonMark decides by spaces and punctuation whether `**` opens or closes, and neither stands between words here. The
amendment <https://github.com/tats-u/markdown-cjk-friendly/blob/main/specification.md> asks for CJK characters too;
text without them is parsed as CommonMark says.
"""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from gazeta.core.line_breaks import unbroken, vanishes
from gazeta.core.scripts import is_cjk
from gazeta.sources.markdown.inline import DispatchingInline

_FIRST_CJK = "\u1100"
_WIDE_QUOTES = frozenset("‘’“”")
"""Quotation marks that U+FE01 makes as wide as an ideograph (`StandardizedVariants.txt`)."""
_OPAQUE = "\ufffc"
"""Stands for what is no text, such as a picture."""


class _State(StateInline):
    """Inline parsing whose delimiter runs know CJK characters."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - markdown-it's names
        """How a run of `*`, `_` or `~` may be used: section 6.2 of the amendment."""
        scanned = super().scanDelims(start, canSplitWord)
        end = start + scanned.length
        after = self.src[end] if end < self.posMax else " "
        before, variant = self._before(start)
        if (before < _FIRST_CJK and after < _FIRST_CJK and not variant) or _is_space(before) or _is_space(after):
            return scanned
        opens, closes = _is_punctuation(before), _is_punctuation(after)
        if canSplitWord:
            cjk = is_cjk(after) or _is_cjk_sequence(before, variant)
            opens, closes = opens or cjk or not closes, closes or cjk or not opens
        return Scanned(opens, closes, scanned.length)

    def _before(self, start: int) -> tuple[str, str]:
        """The character before a run, and the variation selector between them, if any."""
        last = self.src[start - 1] if start else " "
        if start > 1 and "\ufe00" <= last <= "\ufe0e" and not _is_space(self.src[start - 2]):
            return self.src[start - 2], last
        return last, ""


def _is_cjk_sequence(char: str, variant: str) -> bool:
    ideographic_variant = "\U000e0100" <= char <= "\U000e01ef"
    return is_cjk(char) or ideographic_variant or (variant == "\ufe01" and char in _WIDE_QUOTES)


def _is_space(char: str) -> bool:
    return isWhiteSpace(ord(char))


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


class CjkInline(DispatchingInline):
    """markdown-it's parser of inline elements, with the amendment."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """The inline elements of a block's text."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def join_lines(state: StateCore) -> None:
    """A rule: takes out line breaks that would be shown as spaces where the script has none."""
    for block in state.tokens:
        if block.type == "inline" and "\n" in block.content and not block.content.isascii():
            _join(block)


def _join(block: Token) -> None:
    children = block.children or []
    text, places = _as_text(children)
    block.children = [
        token
        for token, place in zip(children, places, strict=True)
        if token.type != "softbreak" or not vanishes(text, place, place + 1)
    ]
    for token in block.children:
        if "title" in token.attrs:
            token.attrs["title"] = unbroken(str(token.attrs["title"]))
        if token.type == "image":
            _join(token)


def _as_text(tokens: Sequence[Token]) -> tuple[str, list[int]]:
    """What readers see of inline elements, one after the other, and where each begins in it."""
    pieces, places, length = [], [], 0
    for token in tokens:
        piece = _shown(token)
        pieces.append(piece)
        places.append(length)
        length += len(piece)
    return "".join(pieces), places


def _shown(token: Token) -> str:
    if token.type in {"text", "text_special", "code_inline"}:
        return token.content
    if token.type == "softbreak":
        return "\n"
    return _OPAQUE if token.type in {"image", "hardbreak"} else ""
