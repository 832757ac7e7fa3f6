"""Typography in Markdown: the engine for plain texts, on what readers see of a paragraph."""

from collections.abc import Callable, Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from gazeta.core.tags import UnknownTag, canonical_tag
from gazeta.sources.typography.quotation import Quotes
from gazeta.sources.typography.straight_marks import LITERAL, OPAQUE
from gazeta.sources.typography.typesetting import Change, changed, changes

_STRAIGHT = ('"', "'", "--", "...")
_LITERALS = str.maketrans(dict.fromkeys("\"'-.", LITERAL))


def typesetting(lang: str, quotes: Quotes) -> Callable[[StateCore], None]:
    """The rule for texts in a language."""

    def rule(state: StateCore) -> None:
        for run in _runs(state.tokens):
            marked = [block for block in run if any(mark in block.content for mark in _STRAIGHT)]
            if marked:  # what has no mark neither begins a quotation nor ends one
                views = [_views(block, lang) for block in marked]
                _apply([own for own, *_ in views], quotes)
                for foreign in (view for _, *others in views for view in others):
                    _apply([foreign], quotes)

    return rule


def _runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Paragraphs that follow each other, since a quotation may go over several; other blocks of text one by one."""
    run: list[Token] = []
    for position, token in enumerate(tokens):
        if token.type == "inline":
            run.append(token)
        elif token.type not in {"paragraph_open", "paragraph_close"} or tokens[position - 1].type == "paragraph_open":
            if run:
                yield run
            run = []
    if run:
        yield run


class _View:
    """What readers see of a text in one language, and the tokens that it comes from."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.text = ""
        self._pieces: list[str] = []
        self._length = 0
        self._texts: list[tuple[int, Token]] = []

    def add(self, piece: str, token: Token | None = None) -> None:
        """Some more of the text; with its token if that may change."""
        if token is not None:
            self._texts.append((self._length, token))
        self._pieces.append(piece)
        self._length += len(piece)

    def end(self) -> None:
        """The text is whole."""
        self.text = "".join(self._pieces)

    def apply(self, wanted: Sequence[Change]) -> None:
        """Makes the changes in the tokens; one that would go over the edge of a token is none."""
        position = 0
        for offset, token in self._texts:
            end = offset + len(token.content)
            own = []
            while position < len(wanted) and wanted[position][0] < end:
                start, stop, piece = wanted[position]
                if offset <= start and stop <= end:
                    own.append((start - offset, stop - offset, piece))
                position += 1
            if own:
                token.content = changed(token.content, own)


def _views(block: Token, lang: str) -> list[_View]:
    """The text of a block, and one for each piece of it in another language, which counts as a word in it."""
    views = [_View(lang)]
    around, spans, in_address = [views[0]], list[bool](), False
    for token in block.children or ():
        in_address = (token.info == "auto" and token.nesting >= 0) or (in_address and token.nesting == 0)
        if token.type == "span_open":
            tag = _language(token)
            spans.append(bool(tag))
            if tag:
                around[-1].add(OPAQUE)
                views.append(_View(tag))
                around.append(views[-1])
        elif token.type == "span_close" and spans:
            if spans.pop():
                around.pop()
        elif in_address and token.type == "text":
            around[-1].add(OPAQUE)
        else:
            around[-1].add(_shown(token), token if token.type == "text" else None)
    for view in views:
        view.end()
    return views


def _language(span: Token) -> str:
    try:
        return canonical_tag(str(span.attrs["lang"])) if "lang" in span.attrs else ""
    except UnknownTag:
        return ""


def _apply(views: Sequence[_View], quotes: Quotes) -> None:
    for view, wanted in zip(views, changes([view.text for view in views], views[0].lang, quotes), strict=True):
        view.apply(wanted)


def _shown(token: Token) -> str:
    if token.type == "text":
        return token.content
    if token.type == "text_special":  # `\"` is to stay
        return token.content.translate(_LITERALS)
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    return OPAQUE if token.type in {"code_inline", "image", "link_hole"} else ""
