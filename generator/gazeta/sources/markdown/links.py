"""Links and images of a parsed text: what each leads to, which become holes, and which are refused."""

import re
from collections.abc import Iterable
from typing import Literal
from urllib.parse import quote, unquote

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from msgspec import structs

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.span import Span
from gazeta.core.spelling import decoded, encoded
from gazeta.sources.addresses import ALLOWED_SCHEMES, is_web_address, path_on, with_scheme
from gazeta.sources.anchors import Ids
from gazeta.sources.markdown.html import clean
from gazeta.sources.markdown.places import Places
from gazeta.sources.prose import AutoLink, LinkStart, Reference

Kind = Literal["bad", "outside", "within", "article", "address"]

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\xa0]+")
_LINE = re.compile(r"[\t\n\r]")
_ALLOWED = f"Allowed are paths of this site, {', '.join(ALLOWED_SCHEMES)}."


def kind_of(href: str) -> Kind:
    """What an address in a text leads to: `within` stays on the page, at a heading or with a query.

    Browsers skip control characters and spaces before they look for a scheme, so these count for nothing here
    either; `//host` and `\\\\host` leave the site like a scheme does.
    """
    letters = unquote(href)
    if clean(letters) != letters:
        return "bad"
    flat = _IGNORED_BY_BROWSERS.sub("", letters).replace("\\", "/")
    if _SCHEME.match(flat):
        lowered = href.lower()
        allowed = is_web_address(href) or lowered.startswith(("mailto:", "tel:"))
        return "outside" if allowed else "bad"
    if flat.startswith("//") or not flat or _LINE.search(letters):
        return "bad"
    if flat.startswith(("#", "?")):
        return "within"
    return "article" if _path(href).lower().endswith(".md") else "address"


def _path(href: str) -> str:
    return re.split("[?#]", href, maxsplit=1)[0]


class Survey:
    """What the links and images of one text come to; `site` is the site's own address."""

    def __init__(self, places: Places, renderer: RendererHTML, site: str = "") -> None:
        self.places = places
        self.renderer = renderer
        self.site = site
        self.found: list[Diagnostic] = []
        self.links: list[Reference] = []
        self.images: list[Reference] = []
        self.addresses: list[Reference] = []
        self.fragments: list[Reference] = []
        self._within: list[Token] = []

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

    def lead_to(self, ids: Iterable[str]) -> None:
        """Links within the page lead to a heading's id as it is written there, whatever its case."""
        known = Ids(ids)
        for token in self._within:
            if found := known.meant(decoded(str(token.attrs["href"])[1:])):
                token.attrs["href"] = f"#{quote(found)}"

    def _place(self, block: Token, token: Token) -> Span:
        return self.places.at(block, token.meta.get("at"))

    def _link(self, token: Token, span: Span) -> None:
        href = with_scheme(str(token.attrs.get("href", "")))
        token.attrs["href"] = href
        kind = kind_of(href)
        own = path_on(self.site, href) if kind == "outside" else None
        if kind == "bad":
            token.type = "dropped"
            self._refuse(href, span)
        elif kind == "within":
            self._fragment(token, href, span)
        elif kind == "article":
            _, _, anchor = href.partition("#")
            reference = _loose(token, Reference(target=decoded(_path(href)), span=span, anchor=decoded(anchor)))
            self.links.append(reference)
            _hole(token, reference)
        elif own is not None or kind == "address":
            reference = _loose(token, _to_address(own or href, href, span))
            self.addresses.append(reference)
            _hole(token, reference, encoded(href))

    def _fragment(self, token: Token, href: str, span: Span) -> None:
        token.attrs["href"] = encoded(href)
        anchor = decoded(href[1:])
        if href.startswith("#") and anchor.lower() not in {"", "top"}:  # HTML, 7.4.6.4: the top of the document
            self._within.append(token)
            self.fragments.append(Reference(target="", span=span, anchor=anchor))

    def _crosslink(self, token: Token, span: Span) -> None:
        meta = token.meta
        target, anchor = decoded(meta["target"]), decoded(meta["anchor"])
        words = " " in target or " #" in meta["written"].partition("|")[0]
        bare = words or (meta["auto"] and "/" not in target)
        self.links.append(Reference(target=target, span=span, anchor=anchor, bare=bare, written=meta["written"]))
        if meta["auto"]:
            token.meta["hole"] = AutoLink(target=target, anchor=anchor, written=meta["written"])
        else:
            around = {name: meta[name] for name in ("opening", "closing") if words}
            token.meta["hole"] = LinkStart(target=target, anchor=anchor, **around)
        token.type = "link_hole"

    def _image(self, token: Token, span: Span) -> None:
        source = with_scheme(str(token.attrs.get("src", "")))
        token.content = self.renderer.renderInlineAsText(token.children or [], {}, {})  # type: ignore[arg-type]
        kind = kind_of(source)
        if kind in {"bad", "within"}:
            token.type = "text"
            self._refuse(source, span)
            return
        if not token.content.strip() and "decorative" not in str(token.attrs.get("class", "")):
            hint = "Say in the brackets what it shows; an ornament takes {.decorative} behind it."
            self.found.append(problem("missing-alt", "The image has no text in its place.", span, hint))
        own = path_on(self.site, source) if kind == "outside" else source
        token.attrs["src"] = source
        if own is None:
            token.meta["external"] = True
        else:
            reference = Reference(target=decoded(_path(own)), span=span, written=decoded(source))
            token.attrs["src"], token.meta["href"] = reference.target, encoded(source)
            self.images.append(reference)

    def raw_link(self, token: Token, span: Span) -> None:
        """The same for a link of raw HTML, as a token."""
        self._link(token, span)

    def raw_image(self, token: Token, span: Span) -> None:
        """The same for an image of raw HTML."""
        self._image(token, span)

    def _refuse(self, href: str, span: Span) -> None:
        message = f"A page may not link to “{decoded(href)[:60]}”; readers get the text alone."
        if not href:
            message = "There is no address here; readers get the text alone."
        whole = href.lower().startswith(("http:", "https:"))
        hint = "A whole address is written https://host/path." if whole else _ALLOWED
        self.found.append(problem("refused-link", message, span, hint))


def _to_address(path: str, href: str, span: Span) -> Reference:
    target = decoded(_path(path))
    target = target if target.startswith(("/", "./", "../")) else f"./{target}"
    return Reference(target=target, span=span, anchor=decoded(href.partition("#")[2]), written=decoded(href))


def _loose(token: Token, to: Reference) -> Reference:
    """The reference as one that may be none, if its link is written like it."""
    if "opening" not in token.meta:
        return to
    return structs.replace(to, bare=True, written=str(token.meta["written"]))


def _hole(token: Token, to: Reference, href: str = "") -> None:
    title = clean(str(token.attrs.get("title", "")))
    around = {name: str(token.meta.get(name, "")) for name in ("opening", "closing")}
    token.meta["hole"] = LinkStart(target=to.target, anchor=to.anchor, title=title, href=href, **around)
    token.type = "link_hole"


def _close(token: Token, opened: Token) -> None:
    if opened.type == "dropped":
        token.type = "dropped"
    elif opened.type == "link_hole":
        token.meta["hole"] = opened.meta["hole"].end
        token.type = "link_hole"
