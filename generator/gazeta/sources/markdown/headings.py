"""Headings of a parsed text: their ids, and their levels below the page's own heading."""

from collections.abc import Sequence

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from gazeta.core.diagnostics import Diagnostic, Found, problem
from gazeta.sources.anchors import Anchors
from gazeta.sources.markdown.html import clean
from gazeta.sources.markdown.lint import without_tags
from gazeta.sources.markdown.places import Places
from gazeta.sources.prose import Heading


def settle_headings(
    tokens: Sequence[Token], renderer: RendererHTML, places: Places, prefix: str
) -> Found[tuple[Heading, ...]]:
    """Gives headings their ids, after `prefix`, and moves all one level down when the text has one of level 1."""
    triples = [
        (opened, inline, closed)
        for opened, inline, closed in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if opened.type == "heading_open"
    ]
    tops = [opened for opened, _, _ in triples if opened.tag == "h1"]
    texts = [_words(inline, renderer) for _, inline, _ in triples]
    ids = _ids([opened.meta.get("id", "") for opened, _, _ in triples], [without_tags(text) for text in texts])
    found = []
    for (opened, _, closed), anchor, text in zip(triples, ids, texts, strict=True):
        level = min(int(opened.tag[1]) + bool(tops), 6)
        opened.tag = closed.tag = f"h{level}"
        opened.attrs["id"] = prefix + anchor
        found.append(Heading(level=level, id=prefix + anchor, text=text))
    return tuple(found), tuple(_too_high(top, places) for top in tops[:1])


def _words(inline: Token, renderer: RendererHTML) -> str:
    """The words of a heading, without its markup and its raw HTML."""
    words = [token for token in inline.children or () if token.type != "html_inline"]
    return clean(renderer.renderInlineAsText(words, {}, {}))  # type: ignore[arg-type]


def _ids(chosen: Sequence[str], texts: Sequence[str]) -> list[str]:
    """An id for each heading. Those that editors chose come first, lest a heading before them take one away."""
    anchors = Anchors()
    taken = [anchors.take(name) if name else "" for name in chosen]
    return [anchor or anchors.take(text) for anchor, text in zip(taken, texts, strict=True)]


def _too_high(top: Token, places: Places) -> Diagnostic:
    span = places.of(top.map[0] if top.map else 0, 1)
    hint = "Begin headings with “##”; all are shown one level lower."
    return problem("heading-level", "The page's title is its only heading of level 1.", span, hint)
