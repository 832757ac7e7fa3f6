"""Markdown in, a body with holes out."""

from collections.abc import Sequence
from typing import Any

from markdown_it.token import Token
from msgspec import structs

from gazeta.core.diagnostics import Found, problem
from gazeta.core.language import direction
from gazeta.core.span import Span
from gazeta.sources.comments import Hidden
from gazeta.sources.markdown.attributes import settle
from gazeta.sources.markdown.boxes import BOXES
from gazeta.sources.markdown.comments import hidden_in, lint_comments
from gazeta.sources.markdown.depth import too_deep
from gazeta.sources.markdown.figures import settle_figures, settle_texts
from gazeta.sources.markdown.headings import settle_headings
from gazeta.sources.markdown.html import box_id, clean, clean_references, links_marked, parts
from gazeta.sources.markdown.links import Survey
from gazeta.sources.markdown.lint import lint
from gazeta.sources.markdown.loose import unfinished
from gazeta.sources.markdown.options import MarkdownOptions
from gazeta.sources.markdown.places import Place, Places
from gazeta.sources.markdown.raw import RawHtml, heading_lines
from gazeta.sources.markdown.references import undefined
from gazeta.sources.markdown.sanitize import sanitize
from gazeta.sources.markdown.syntax import parser_for, plain_parser
from gazeta.sources.markdown.tables import surplus
from gazeta.sources.prose import Body, Heading, Part, Prose, Reference
from gazeta.sources.typography.typesetting import typographic


def render_body(text: str, *, path: str, first_line: int, lang: str, options: MarkdownOptions) -> Found[Body]:
    """The body that a text in `lang` renders to; it begins on line `first_line` of the file at `path`."""
    if not options.extensions:
        return _plain_body(text, path, first_line, lang, trusted=options.html == "trusted")
    return _Rendering(text, Place(path, first_line), lang, options).body()


def _plain_body(text: str, path: str, first_line: int, lang: str, *, trusted: bool) -> Found[Body]:
    """CommonMark to the letter; it has comments pass where raw HTML does."""
    parser = plain_parser(html=trusted)
    hidden = Hidden(text=text) if trusted else hidden_in(clean(text), parser, scripts=False)
    found = lint_comments(hidden, Places(hidden.text, path, first_line), html=trusted)
    return Body(prose=Prose(parts=(parser.render(hidden.text),), lang=lang)), tuple(found)


def render_answer(text: str, *, span: Span, lang: str, options: MarkdownOptions) -> Found[Body]:
    """The same for a short text that is a value in front matter: all its places are `span`."""
    prefix = f"gz-a{span.line}-{span.column}-"  # ids of its own, for it stands in the same page as the body
    body, found = _Rendering(text, Place(span.path, span.line), lang, options, prefix).body()
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
    """One text on its way from source to body; `prefix` begins all ids in it."""

    def __init__(self, text: str, begins: Place, lang: str, options: MarkdownOptions, prefix: str = "") -> None:
        parser = parser_for(lang, options)
        written = clean(text)
        hidden = hidden_in(written, parser, scripts=options.html == "trusted")
        self.text = hidden.text
        self.places = places = Places(self.text, begins.path, begins.first_line)
        self.lang = lang
        self.options = options
        self.prefix = prefix
        self.parser = parser
        sanitized = options.html == "sanitize"
        self.env: dict[str, Any] = {"holes": [], "boxes": 0, "prefix": prefix, "sanitized": sanitized}
        self.env["dir"] = direction(lang)
        self.survey = Survey(places, self.parser.html, options.site)
        self.raw = RawHtml(self.survey, places, self.env, trusted=options.html == "trusted")
        self.found = list(lint_comments(hidden, places, html=options.html != "off"))

    def body(self) -> Found[Body]:
        tokens = self.parser.parse(self.text, self.env)
        self._report(tokens)
        headings, too_high = settle_headings(tokens, self.parser.html, self.places, self.prefix)
        self.raw.headings = heading_lines(headings, tokens, self.places)
        self._inline(tokens)
        self.survey.lead_to((*(heading.id for heading in headings), *self.raw.anchors))
        settle_texts(tokens, self._typeset)
        settle_figures(tokens)
        body = Body(
            prose=Prose(parts=self._parts(tokens, headings), lang=self.lang),
            headings=headings,
            anchors=tuple(self.raw.anchors),
            links=tuple(self.survey.links),
            images=tuple(self.survey.images),
            addresses=tuple(self.survey.addresses),
            fragments=tuple(self.survey.fragments),
        )
        found = (*self.found, *self.survey.found, *self.raw.found, *too_high)
        return body, tuple(sorted(found, key=lambda d: (d.span.line, d.span.column)))

    def _report(self, tokens: Sequence[Token]) -> None:
        html = self.options.html != "off"
        self.found += lint(self.text, tokens, self.env, self.places, html=html, boxes=BOXES)
        self.found += surplus(self.env, self.places)
        self.found += too_deep(self.env, self.places)

    def _inline(self, tokens: Sequence[Token]) -> None:
        references = self.env.get("references", {})
        for token in tokens:
            if token.type == "inline":
                self.places.begin(token)
                self._attributes(token)
                self.raw.inline(token)
                self.survey.block(token)
                self.found += undefined(token, references, self.places)
                self.found += unfinished(token, self.env, self.places)
            elif token.type == "html_block":
                self.raw.block(token)

    def _attributes(self, block: Token) -> None:
        for token in block.children or ():
            for name in settle(token, self.lang):
                message = f"The attribute “{name}” is left out here."
                hint = "Images take {.class credit=… lang=… title=…}, words [words]{.class lang=… title=…}."
                span = self.places.at(block, token.meta.get("at"))
                self.found.append(problem("unsafe-attribute", message, span, hint))

    def _typeset(self, text: str) -> str:
        return typographic(text, self.lang, self.options.quotes) if self.options.typography else text

    def _parts(self, tokens: Sequence[Token], headings: Sequence[Heading]) -> tuple[Part, ...]:
        html = self.parser.html.render(tokens, self.parser.options, self.env)
        holes = self.env["holes"]
        if self.options.html == "sanitize":
            boxes = (box_id(self.prefix, number + 1) for number in range(self.env["boxes"]))
            notes = _footnote_ids(tokens, self.prefix)
            known = {*(heading.id for heading in headings), *self.raw.anchors, *boxes, *notes}
            html = links_marked(sanitize(clean_references(html), frozenset(known)), holes)
        return parts(html, holes)


def _footnote_ids(tokens: Sequence[Token], prefix: str) -> set[str]:
    found = set()
    for token in tokens:
        for child in (token, *(token.children or ())):
            if child.type in {"footnote_open", "footnote_ref"}:
                number, again = child.meta["id"] + 1, child.meta.get("subId", 0)
                found |= {f"{prefix}fn-{number}", f"{prefix}fnref-{number}", f"{prefix}fnref-{number}-{again + 1}"}
    return found
