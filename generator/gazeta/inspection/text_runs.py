"""A made page as its readers get it: runs of text, each with the language that it stands under."""

from collections.abc import Iterator
from html.parser import HTMLParser

from msgspec import Struct, json

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_INLINE = frozenset("a abbr b bdi bdo cite del dfn em i ins mark q s small span strong sub sup time u var".split())
_SILENT = frozenset("script style code pre kbd samp svg math".split()) | frozenset(
    "id uri updated published generator loc lastmod news:language news:publication_date".split()
)
"""What is no text in any language: what HTML's `code` and its like hold, and what feeds tell machines."""

_SPOKEN = ("alt", "title", "aria-label", "placeholder")


class Run(Struct, frozen=True, kw_only=True):
    """A text in one language as `lang` declares it; `what` is the element or the attribute it stands in."""

    text: str
    lang: str
    what: str
    line: int = 0


class Link(Struct, frozen=True, kw_only=True):
    """A `<link>` of a page's head."""

    rel: str
    href: str
    hreflang: str = ""
    type: str = ""


class Seen(Struct, frozen=True, kw_only=True):
    """What was found in one file. `data` are the texts of its scripts and data blocks; `robots` as `<meta>` says;
    `entries` are a sitemap's."""

    runs: tuple[Run, ...]
    links: tuple[Link, ...]
    data: tuple[str, ...] = ()
    robots: str = ""
    redirect: bool = False
    entries: tuple["Entry", ...] = ()


class Entry(Struct, frozen=True, kw_only=True):
    """An address in a sitemap, with its hreflang links."""

    url: str
    alternates: tuple[tuple[str, str], ...]


def see(markup: str) -> Seen:
    """Takes a page or a feed apart. What is not well-formed is read as a browser would read it, more or less."""
    eyes = _Eyes()
    eyes.feed(markup)
    eyes.close()
    return Seen(
        runs=tuple(eyes.runs),
        links=tuple(eyes.links),
        data=tuple(eyes.data),
        robots=eyes.robots,
        redirect=eyes.redirect,
        entries=tuple(Entry(url=url, alternates=tuple(links)) for url, links in eyes.entries),
    )


class _Piece:
    """Text of one language that is being put together."""

    def __init__(self, lang: str, what: str, line: int) -> None:
        self.lang, self.what, self.line = lang, what, line
        self.texts: list[str] = []


class _Eyes(HTMLParser):
    """Keeps a stack of open elements, and for each language met within a block the text in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self.links: list[Link] = []
        self.data: list[str] = []
        self.robots = ""
        self.redirect = False
        self.entries: list[tuple[str, list[tuple[str, str]]]] = []
        self._open: list[tuple[str, str]] = []
        self._pieces: list[_Piece] = []

    # what the parser calls

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        given = {name: value or "" for name, value in attrs}
        lang = given.get("lang", given.get("xml:lang", self._lang()))
        if tag not in _INLINE:
            self._flush()
        self._head(tag, given)
        self.runs += self._said(tag, given, lang)
        if tag not in _VOID:
            self._open.append((tag, lang))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of XML that is empty."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it those within that nobody closed."""
        if tag not in _INLINE:
            self._flush()
        if any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Text; that of one language within a block is put together."""
        names = {name for name, _ in self._open}
        if "script" in names:
            self.data.append(data)
        if "loc" in names:
            self.entries.append((data.strip(), []))
        if not data.strip() or names & _SILENT:
            return
        lang, what = self._lang(), self._open[-1][0] if self._open else ""
        piece = next((piece for piece in self._pieces if piece.lang == lang), None)
        if piece is None:
            piece = _Piece(lang, what, self.getpos()[0])
            self._pieces.append(piece)
        piece.texts.append(data)

    def close(self) -> None:
        """The end of the file."""
        super().close()
        self._flush()

    # what it does with them

    def _lang(self) -> str:
        return self._open[-1][1] if self._open else ""

    def _flush(self) -> None:
        for piece in self._pieces:
            text = " ".join("".join(piece.texts).split())
            self.runs.append(Run(text=text, lang=piece.lang, what=piece.what, line=piece.line))
        self._pieces.clear()

    def _said(self, tag: str, given: dict[str, str], lang: str) -> Iterator[Run]:
        """What attributes say: they are in the language of their element."""
        line = self.getpos()[0]
        for name in _SPOKEN:
            if given.get(name, "").strip():
                yield Run(text=given[name], lang=lang, what=f"{tag} {name}", line=line)
        if tag == "meta" and given.get("name") == "description":
            yield Run(text=given.get("content", ""), lang=lang, what="meta description", line=line)
        if tag == "category" and given.get("term"):
            yield Run(text=given["term"], lang=lang, what="category term", line=line)

    def _head(self, tag: str, given: dict[str, str]) -> None:
        if tag == "link":
            self.links.append(Link(**{name: given.get(name, "") for name in ("rel", "href", "hreflang", "type")}))
        elif tag == "xhtml:link" and self.entries:
            self.entries[-1][1].append((given.get("hreflang", ""), given.get("href", "")))
        elif tag == "meta" and given.get("name") == "robots":
            self.robots = given.get("content", "")
        elif tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.redirect = True


def headlines(data: str) -> Iterator[Run]:
    """The titles and descriptions in a block of JSON-LD, under their `inLanguage`."""
    try:
        graph = json.decode(data)
    except ValueError:
        return
    nodes = graph.get("@graph", ()) if isinstance(graph, dict) else ()
    for node in nodes if isinstance(nodes, list) else ():
        if isinstance(node, dict) and isinstance(lang := node.get("inLanguage"), str):
            for name in ("headline", "description"):
                if isinstance(text := node.get(name), str):
                    yield Run(text=text, lang=lang, what=f"JSON-LD {name}")
