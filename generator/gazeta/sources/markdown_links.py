"""Links and images of a parsed text: what each leads to, which become holes, and which are refused."""

import re
from typing import Literal
from urllib.parse import unquote

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.span import Span
from gazeta.sources.addresses import ALLOWED_SCHEMES, is_web_address
from gazeta.sources.markdown_html import clean
from gazeta.sources.markdown_places import Places
from gazeta.sources.prose import AutoLink, LinkEnd, LinkStart, Reference

Kind = Literal["bad", "outside", "fragment", "article", "address"]

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\xa0]+")
_LINE = re.compile(r"[\t\n\r]")
_SCHEMES = ", ".join(ALLOWED_SCHEMES)


def kind_of(href: str) -> Kind:
    """What an address in a text leads to.

    Browsers skip control characters and spaces before they look for a scheme, so these count for nothing here
    either; `//host` and `\\\\host` leave the site like a scheme does.
    """
    decoded = unquote(href)
    if clean(decoded) != decoded:
        return "bad"
    flat = _IGNORED_BY_BROWSERS.sub("", decoded).replace("\\", "/")
    if _SCHEME.match(flat):
        lowered = href.lower()
        allowed = is_web_address(href) or lowered.startswith(("mailto:", "tel:"))
        return "outside" if allowed else "bad"
    if flat.startswith("//") or not flat or _LINE.search(decoded):
        return "bad"
    if flat.startswith("#"):
        return "fragment"
    return "article" if re.split("[?#]", href, maxsplit=1)[0].endswith(".md") else "address"


class Survey:
    """What the links and images of one text come to."""

    def __init__(self, places: Places, renderer: RendererHTML) -> None:
        self.places = places
        self.renderer = renderer
        self.found: list[Diagnostic] = []
        self.links: list[Reference] = []
        self.images: list[Reference] = []
        self.addresses: list[Reference] = []
        self.fragments: list[Reference] = []

    def block(self, block: Token) -> None:
        """Takes the inline elements of one block; tokens that become holes change their type."""
        opened: list[Token] = []
        for token in block.children or ():
            if token.type == "link_open":
                settle_link = self._crosslink if "target" in token.meta else self._link
                settle_link(token, self._place(block, token))
                opened.append(token)
            elif token.type == "link_close" and opened:
                _close(token, opened.pop())
            elif token.type == "link_hole":
                self._crosslink(token, self._place(block, token))
            elif token.type == "image":
                self._image(token, self._place(block, token))

    def _place(self, block: Token, token: Token) -> Span:
        return self.places.at(block, token.meta.get("at"))

    def _link(self, token: Token, span: Span) -> None:
        href = str(token.attrs.get("href", ""))
        kind = kind_of(href)
        path, _, anchor = href.partition("#")
        path = path.partition("?")[0]
        if kind == "bad":
            token.type = "dropped"
            self._refuse(href, span)
        elif kind == "fragment":
            self.fragments.append(Reference(target="", span=span, anchor=unquote(anchor)))
        elif kind == "article":
            reference = Reference(target=unquote(path), span=span, anchor=unquote(anchor))
            self.links.append(reference)
            self._hole(token, reference)
        elif kind == "address":
            target = href if href.startswith("/") else "./" + unquote(href.removeprefix("./"))
            reference = Reference(target=target, span=span)
            self.addresses.append(reference)
            self._hole(token, reference)

    @staticmethod
    def _hole(token: Token, to: Reference) -> None:
        title = str(token.attrs.get("title", ""))
        token.meta["hole"] = LinkStart(target=to.target, anchor=to.anchor, title=clean(title))
        token.type = "link_hole"

    def _crosslink(self, token: Token, span: Span) -> None:
        target, anchor = token.meta["target"], token.meta["anchor"]
        bare = token.meta["auto"] and not anchor and "/" not in target
        self.links.append(Reference(target=target, span=span, anchor=anchor, bare=bare))
        kind = AutoLink if token.meta["auto"] else LinkStart
        token.meta["hole"] = kind(target=target, anchor=anchor)
        token.type = "link_hole"

    def _image(self, token: Token, span: Span) -> None:
        source = str(token.attrs.get("src", ""))
        token.content = self.renderer.renderInlineAsText(token.children or [], {}, {})  # type: ignore[arg-type]
        kind = kind_of(source)
        if kind in {"bad", "fragment"}:
            token.type = "text"
            self._refuse(source, span)
            return
        if not token.content.strip() and "decorative" not in str(token.attrs.get("class", "")):
            hint = "Say in the brackets what it shows; an ornament takes {.decorative} behind it."
            self.found.append(problem("missing-alt", "The image has no text in its place.", span, hint))
        if kind == "outside":
            token.meta["external"] = True
        else:
            token.attrs["src"] = unquote(source)
            self.images.append(Reference(target=unquote(source), span=span))

    def _refuse(self, href: str, span: Span) -> None:
        message = f"A page may not link to “{unquote(href)[:60]}”; readers get the text alone."
        self.found.append(problem("refused-link", message, span, f"Allowed are paths of this site, {_SCHEMES}."))


def _close(token: Token, opened: Token) -> None:
    if opened.type == "dropped":
        token.type = "dropped"
    elif opened.type == "link_hole":
        token.meta["hole"] = LinkEnd(target=opened.meta["hole"].target)
        token.type = "link_hole"
