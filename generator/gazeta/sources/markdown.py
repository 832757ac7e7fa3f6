"""Markdown in, a body with holes out."""

from collections.abc import Sequence
from typing import Any

from markdown_it.token import Token
from msgspec import structs

from gazeta.core.diagnostics import Diagnostic, Found, problem
from gazeta.core.span import Span
from gazeta.sources.anchors import Anchors
from gazeta.sources.markdown_html import RESERVED, parts
from gazeta.sources.markdown_links import Survey
from gazeta.sources.markdown_lint import lint
from gazeta.sources.markdown_options import MarkdownOptions
from gazeta.sources.markdown_places import Places
from gazeta.sources.markdown_syntax import CONTAINERS, Dialect, parser_for, plain_parser
from gazeta.sources.prose import Body, Heading, Prose, Reference
from gazeta.sources.sanitize import sanitize


def render_body(text: str, *, path: str, first_line: int, lang: str, options: MarkdownOptions) -> Found[Body]:
    """The body that a text in `lang` renders to; it begins on line `first_line` of the file at `path`."""
    if not options.extensions:
        return Body(prose=Prose(parts=(plain_parser().render(text),), lang=lang)), ()
    return _Rendering(RESERVED.sub("\ufffd", text), Places(text, path, first_line), lang, options).body()


def render_answer(text: str, *, span: Span, lang: str, options: MarkdownOptions) -> Found[Body]:
    """The same for a short text that is a value in front matter: all its places are `span`."""
    body, found = render_body(text, path=span.path, first_line=span.line, lang=lang, options=options)
    moved = structs.replace(
        body,
        links=_moved(body.links, span),
        images=_moved(body.images, span),
        addresses=_moved(body.addresses, span),
        fragments=_moved(body.fragments, span),
    )
    return moved, tuple(structs.replace(diagnostic, span=span) for diagnostic in found)


def _moved(references: tuple[Reference, ...], span: Span) -> tuple[Reference, ...]:
    return tuple(structs.replace(reference, span=span) for reference in references)


class _Rendering:
    """One text on its way from source to body."""

    def __init__(self, text: str, places: Places, lang: str, options: MarkdownOptions) -> None:
        self.text = text
        self.places = places
        self.lang = lang
        self.options = options
        self.parser = parser_for(lang, options)
        self.env: dict[str, Any] = {"holes": [], "boxes": 0}
        self.survey = Survey(places, self.parser.html)
        self.found: list[Diagnostic] = []

    def body(self) -> Found[Body]:
        tokens = self.parser.parse(self.text, self.env)
        self._report(tokens)
        for token in tokens:
            if token.type == "inline":
                self._attributes(token)
                self.survey.block(token)
        headings = self._headings(tokens)
        _figures(tokens)
        html = self.parser.html.render(tokens, self.parser.options, self.env)
        if self.options.html == "sanitize":
            known = [heading.id for heading in headings] + [f"box-{n + 1}" for n in range(self.env["boxes"])]
            html = sanitize(html, frozenset((*known, *_footnote_ids(tokens))))
        body = Body(
            prose=Prose(parts=parts(html, self.env["holes"]), lang=self.lang),
            headings=headings,
            links=tuple(self.survey.links),
            images=tuple(self.survey.images),
            addresses=tuple(self.survey.addresses),
            fragments=tuple(self.survey.fragments),
        )
        found = (*self.found, *self.survey.found)
        return body, tuple(sorted(found, key=lambda d: (d.span.line, d.span.column)))

    def _report(self, tokens: Sequence[Token]) -> None:
        references = self.env.get("references", {})
        html = self.options.html != "off"
        self.found += lint(self.text, tokens, references, self.places, html=html, boxes=CONTAINERS)

    def _attributes(self, block: Token) -> None:
        for token in block.children or ():
            for name in token.meta.get("insecure_attrs", ()):
                message = f"The attribute “{name}” is left out here."
                hint = "Images take {.class credit=… lang=… title=…}."
                span = self.places.at(block, token.meta.get("at"))
                self.found.append(problem("unsafe-attribute", message, span, hint))

    def _headings(self, tokens: Sequence[Token]) -> tuple[Heading, ...]:
        """Gives headings their ids, and moves them below the page's own when the text has one of level 1."""
        pairs = [
            (opened, inline, closed)
            for opened, inline, closed in zip(tokens, tokens[1:], tokens[2:], strict=False)
            if opened.type == "heading_open"
        ]
        tops = [opened for opened, _, _ in pairs if opened.tag == "h1"]
        if tops:
            span = self.places.of(tops[0].map[0] if tops[0].map else 0, 1)
            hint = "Begin headings with “##”; all are shown one level lower."
            message = "The page's title is its only heading of level 1."
            self.found.append(problem("heading-level", message, span, hint))
        anchors = Anchors()
        return tuple(_heading(*pair, anchors, 1 if tops else 0, self.parser) for pair in pairs)


def _heading(opened: Token, inline: Token, closed: Token, anchors: Anchors, shift: int, parser: Dialect) -> Heading:
    level = min(int(opened.tag[1]) + shift, 6)
    opened.tag = closed.tag = f"h{level}"
    text = parser.html.renderInlineAsText(inline.children or [], parser.options, {})
    anchor = anchors.take(opened.meta.get("id") or text)
    opened.attrs["id"] = anchor
    return Heading(level=level, id=anchor, text=text)


def _figures(tokens: Sequence[Token]) -> None:
    """An image alone in its paragraph is a figure; its title is the caption."""
    for opened, inline, closed in zip(tokens, tokens[1:], tokens[2:], strict=False):
        children = inline.children or []
        if opened.type != "paragraph_open" or opened.hidden or len(children) != 1 or children[0].type != "image":
            continue
        image = children[0]
        opened.type, closed.type = "figure_open", "figure_close"
        closed.meta = {"caption": image.attrs.pop("title", ""), "credit": image.attrs.pop("credit", "")}


def _footnote_ids(tokens: Sequence[Token]) -> set[str]:
    found = set()
    for token in tokens:
        for child in (token, *(token.children or ())):
            if child.type in {"footnote_open", "footnote_ref"}:
                number, again = child.meta["id"] + 1, child.meta.get("subId", 0)
                found |= {f"fn-{number}", f"fnref-{number}", f"fnref-{number}-{again + 1}"}
    return found
