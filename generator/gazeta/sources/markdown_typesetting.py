"""Typography in Markdown: the engine for plain texts, on what readers see of a paragraph."""

from collections.abc import Callable, Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from gazeta.sources.quotation import Quotes
from gazeta.sources.straight_marks import LITERAL, OPAQUE
from gazeta.sources.typesetting import Change, changed, changes

_STRAIGHT = ('"', "'", "--", "...")
_LITERALS = str.maketrans(dict.fromkeys("\"'-.", LITERAL))


def typesetting(lang: str, quotes: Quotes) -> Callable[[StateCore], None]:
    """The rule for texts in a language."""

    def rule(state: StateCore) -> None:
        for run in _runs(state.tokens):
            if any(mark in block.content for block in run for mark in _STRAIGHT):
                views = [_View(block) for block in run]
                for view, wanted in zip(views, changes([view.text for view in views], lang, quotes), strict=True):
                    view.apply(wanted)

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
    """The text of a block as readers see it, and the tokens that it comes from."""

    def __init__(self, block: Token) -> None:
        self._texts: list[tuple[int, Token]] = []
        pieces, length, in_address = [], 0, False
        for token in block.children or ():
            in_address = (token.info == "auto" and token.nesting >= 0) or (in_address and token.nesting == 0)
            piece = OPAQUE if in_address and token.type == "text" else _shown(token)
            if token.type == "text" and not in_address:
                self._texts.append((length, token))
            pieces.append(piece)
            length += len(piece)
        self.text = "".join(pieces)

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


def _shown(token: Token) -> str:
    if token.type == "text":
        return token.content
    if token.type == "text_special":  # `\"` is to stay
        return token.content.translate(_LITERALS)
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    return OPAQUE if token.type in {"code_inline", "image", "link_hole"} else ""
