"""Raw HTML in a text: its links and images are the site's own, its ids are anchors, and what goes is reported.

While it is sanitised, a link to a story becomes what Markdown's becomes, a hole in an element of its own. Trusted
HTML is published as it stands, but for addresses that only the site can know.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape, unescape
from itertools import accumulate
from typing import Any

from markdown_it.token import Token
from msgspec import structs

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.span import Span
from gazeta.core.suggest import shorten
from gazeta.sources.anchors import is_reserved
from gazeta.sources.markdown.html import is_marked, mark
from gazeta.sources.markdown.links import Survey, kind_of
from gazeta.sources.markdown.places import Places
from gazeta.sources.markdown.sanitize import ADDRESSES, EVERYWHERE, PREFIX, TAGS, allowed
from gazeta.sources.prose import Address, Heading, ImageAddress, LinkStart

MAX_OPEN = 100
"""How many elements may be open at once; browsers give up at 512, and sanitising takes the square of it."""
MAX_FORMATTING = 16
"""How many of those that change how letters look: an unclosed one is opened again in each paragraph that follows."""

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*+)(?P<rest>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_BREAKS = re.compile(r"[\t\n\r]")
_ATTRIBUTE = re.compile(r"""(?P<name>[^\s"'<>/=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+""")
_MARKDOWN = re.compile(
    r"\[[^\[\]\n]{1,200}+\]\([^()\s]{1,500}+\)|(?<![*\w])\*\*(?=\S)[^*\n]{1,200}+\*\*|^ {0,3}(?:#{1,6}|[-*+]) \S",
    re.MULTILINE,
)
_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "xmp"})
_PREFORMATTED = re.compile(r"<(?:pre|script|style|textarea|code)\b", re.IGNORECASE)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_FILES = frozenset({"src", "href", "poster", "data"})
_PLAYERS = frozenset({"iframe", "video", "audio", "embed", "object"})


class RawHtml:
    """The raw HTML of one text, tag by tag; `headings` with their lines are what its ids must not be."""

    def __init__(self, survey: Survey, places: Places, env: dict[str, Any], *, trusted: bool) -> None:
        self.survey = survey
        self.places = places
        self.env = env
        self.headings: Mapping[str, int] = {}
        self.trusted = trusted
        self.anchors: dict[str, None] = {}
        self.found: list[Diagnostic] = []
        self._opened: list[str] = []
        self._link: LinkStart | None = None

    def block(self, token: Token) -> None:
        """Takes a block of raw HTML."""
        first = token.map[0] if token.map else 0
        content = token.content
        self._look_for_markdown(content, self.places.of(first, 1))
        starts = [0, *accumulate(len(line) for line in re.split(r"(?<=\n)", content))]
        token.content = self._rewritten(content, lambda at: self.places.of(first + bisect_right(starts, at) - 1, 1))

    def inline(self, block: Token) -> None:
        """Takes the tags among the inline elements of a block."""
        for token in block.children or ():
            if token.type == "html_inline":
                span = self.places.at(block, token.meta.get("at"))
                token.content = self._rewritten(token.content, lambda _, span=span: span)  # type: ignore[misc]

    def _look_for_markdown(self, html: str, span: Span) -> None:
        if " markdown" not in html and not _PREFORMATTED.search(html) and _MARKDOWN.search(_TAG.sub("", html)):
            message = "There is Markdown in this HTML, where it is not read; readers see its signs."
            self.report("markdown-in-html", message, span, "Leave an empty line behind the HTML tag, or write HTML.")

    def report(self, code: str, message: str, span: Span, hint: str) -> None:
        """Adds a diagnostic."""
        self.found.append(problem(code, message, span, hint))

    def _rewritten(self, html: str, place: Callable[[int], Span]) -> str:
        pieces, position, lowered = [], 0, html.lower()
        while match := _TAG.search(html, position):
            pieces += [html[position : match.start()], self._tag(match, place(match.start()))]
            position = match.end()
            if match["name"].lower() in _RAW_TEXT and not match["end"]:
                stop = lowered.find("</" + match["name"].lower(), position)
                stop = len(html) if stop < 0 else stop
                pieces.append(html[position:stop])
                position = stop
        return "".join((*pieces, html[position:]))

    def _tag(self, match: re.Match[str], span: Span) -> str:
        name = match["name"].lower()
        if not self._fits(name, span, ends=bool(match["end"])):
            return ""
        if match["end"]:
            return self._end(match[0], name)
        tag = _StartTag(name, match)
        if "markdown" in tag.values:
            message = f"“markdown” on <{name}> is an attribute of kramdown; the text in it is not read as Markdown."
            self.report(
                "markdown-in-html", message, span, "Leave an empty line behind the tag, or use a box: “::: aside”."
            )
        if not self.trusted:
            self.found += _taken_out(tag, span)
            if name not in TAGS:
                return match[0]  # sanitising takes it out
        self._settle_id(tag, span)
        if name == "a" and tag.values.get("href"):
            return self._anchor(tag, span)
        if name == "img" and tag.values.get("src"):
            return self._image(tag, span)
        if self.trusted:
            self._settle_files(tag, span)
        return tag.html()

    def _fits(self, name: str, span: Span, *, ends: bool) -> bool:
        """Counts what is open; false for what would be open within too much."""
        if name in _VOID:
            return True
        if ends:
            if name in self._opened:
                del self._opened[len(self._opened) - 1 - self._opened[::-1].index(name) :]
            return True
        formatting = sum(opened in _FORMATTING for opened in self._opened) if name in _FORMATTING else 0
        if len(self._opened) < MAX_OPEN and formatting < MAX_FORMATTING:
            self._opened.append(name)
            return True
        if not any(diagnostic.code == "nesting-too-deep" for diagnostic in self.found):
            message = f"Too many HTML elements are open where this <{name}> begins; it is left out."
            self.report("nesting-too-deep", message, span, f"Close those before it: “</{self._opened[-1]}>”.")
        return False

    def _end(self, written: str, name: str) -> str:
        if name == "a" and self.trusted and self._link:
            link, self._link = self._link, None
            return mark(self.env, link.end)
        return written

    # ids

    def _settle_id(self, tag: "_StartTag", span: Span) -> None:
        """An id, or the name of an `<a>`, is an anchor if it is the page's only one."""
        named = tag.name == "a" and "id" not in tag.values
        anchor = tag.values.get("name" if named else "id") or ""
        if not anchor or any(char.isspace() for char in anchor) or self.env["prefix"]:
            return
        if named and not self.trusted:
            tag.rename("name", "id")
        line = self.headings.get(anchor)
        if anchor in self.anchors or line is not None:
            if line is None or abs(line - span.line) > 2:
                what = "of a heading" if line is not None else "of another element"
                message = f"The id “{shorten(anchor)}” is already that {what}; links lead there."
                self.report("duplicate-id", message, span, "Choose another one.")
            if not self.trusted:
                tag.drop("id")
        elif not is_reserved(anchor):
            self.anchors[anchor] = None

    # addresses

    def _anchor(self, tag: "_StartTag", span: Span) -> str:
        if self.trusted and kind_of(tag.value("href")) == "bad":
            return tag.html()
        token = Token("link_open", "a", 1, attrs={"href": _address(tag.value("href")), "title": tag.value("title")})
        self.survey.raw_link(token, span)
        if token.type == "dropped":
            tag.drop("href")
        elif token.attrs["href"] != tag.value("href"):
            tag.values["href"] = str(token.attrs["href"])
        if token.type != "link_hole":
            return tag.html()
        link: LinkStart = structs.replace(token.meta["hole"], attributes=self._more(tag))
        if not self.trusted:
            return f'<a data-hole="{mark(self.env, link)}">'
        self._link = link
        return mark(self.env, link)

    def _more(self, tag: "_StartTag") -> str:
        """The attributes of a link besides those that its hole has."""
        kept = []
        for name, value in tag.values.items():
            if name in {"href", "title", "hreflang", "data-hole"} or not (self.trusted or name in EVERYWHERE):
                continue
            foreign = name == "id" and not self.trusted and value not in self.anchors
            kept.append(_written(name, PREFIX + str(value) if foreign else value))
        return "".join(kept)

    def _image(self, tag: "_StartTag", span: Span) -> str:
        if self.trusted and kind_of(tag.value("src")) == "bad":
            return tag.html()
        alternative = Token("text", "", 0, content=tag.value("alt"))
        token = Token("image", "img", 0, attrs={"src": _address(tag.value("src"))}, children=[alternative])
        if tag.values.get("alt") == "":
            token.attrs["class"] = "decorative"  # HTML's own way to say so
        self.survey.raw_image(token, span)
        if token.type == "text":
            return escape(token.content)
        if self.trusted:
            self._settle_set(tag, span)
        if token.meta.get("external"):
            return tag.html()
        sized = "width" in tag.values or "height" in tag.values
        tag.drop("src")
        own = ImageAddress(src=str(token.attrs["src"]), href=token.meta.get("href", ""), sized=sized)
        return tag.html(f' src="{mark(self.env, own)}"')

    def _settle_files(self, tag: "_StartTag", span: Span) -> None:
        """Addresses of files of the site, in trusted HTML: of films, frames, style sheets."""
        self._settle_set(tag, span)
        for name in _FILES & tag.values.keys():
            tag.values[name] = self._address(tag.value(name), span)

    def _settle_set(self, tag: "_StartTag", span: Span) -> None:
        """`srcset="a.png 1x, b.png 2x"`."""
        if tag.value("srcset"):
            pairs = (candidate.strip().partition(" ") for candidate in tag.value("srcset").split(","))
            settled = (f"{self._address(url, span)} {size}".strip() for url, _, size in pairs if url)
            tag.values["srcset"] = ", ".join(settled)

    def _address(self, url: str, span: Span) -> str:
        if kind_of(url) not in {"address", "article"}:
            return url
        token = Token("link_open", "a", 1, attrs={"href": url})
        self.survey.raw_link(token, span)
        hole = token.meta.get("hole")
        return mark(self.env, Address(target=hole.target, href=hole.href)) if hole else url


def _address(written: str) -> str:
    """An address in an attribute as browsers read it: without line breaks, with spaces in it as `%20`."""
    return _BREAKS.sub("", written.strip()).replace(" ", "%20")


class _StartTag:
    """A tag taken apart: its attributes in order, `None` for one without a value; of two with one name the first."""

    def __init__(self, name: str, match: re.Match[str]) -> None:
        self.name = name
        self.values: dict[str, str | None] = {}
        self._written: str | None = match[0]
        for attribute in _ATTRIBUTE.finditer(match["rest"]):
            value = attribute[2]
            plain = None if value is None else unescape(value[1:-1] if value[0] in "\"'" else value)
            self.values.setdefault(attribute["name"].lower(), plain)
        self._before = dict(self.values)

    def value(self, name: str) -> str:
        """An attribute's value, trimmed as browsers trim addresses; empty without one."""
        return (self.values.get(name) or "").strip()

    def drop(self, name: str) -> None:
        """Takes an attribute away."""
        self.values.pop(name, None)

    def rename(self, old: str, new: str) -> None:
        """Gives an attribute another name."""
        self.values[new] = self.values.pop(old)

    def html(self, first: str = "") -> str:
        """The tag: as it was written, if nothing has changed."""
        if self._written is not None and not first and self.values == self._before:
            return self._written
        return f"<{self.name}{first}{''.join(_written(name, value) for name, value in self.values.items())}>"


def _written(name: str, value: str | None) -> str:
    """In single quotes where there is a mark: one in double quotes stands for the whole attribute."""
    if value is None:
        return f" {name}"
    quote = "'" if is_marked(value) else '"'
    return f" {name}={quote}{escape(value)}{quote}"


def _taken_out(tag: _StartTag, span: Span) -> Iterator[Diagnostic]:
    """What sanitising takes out of a tag."""
    if tag.name not in TAGS:
        message = f"The element <{tag.name}> is taken out."
        hint = "Link to it: [text](address)." if tag.name in _PLAYERS else "Write Markdown."
        yield problem(
            "unsafe-html", message, span, f"{hint} Only “markdown: {{html: trusted}}” in site.yaml publishes it."
        )
        return
    for name, value in tag.values.items():
        if name == "markdown" or (tag.name == "a" and name == "name"):
            continue
        bad = name in ADDRESSES and name not in {"href", "src"} and kind_of(value or "") == "bad"
        if bad or name not in allowed(tag.name):
            message = f"The attribute “{shorten(name)}” of <{tag.name}> is taken out."
            yield problem("unsafe-html", message, span, _instead(name))


def _instead(name: str) -> str:
    if name == "style":
        return "Give it a class, and write the style in the site's assets."
    return "Delete it: sanitised HTML has no scripts, styles and frames."


def heading_lines(headings: Sequence[Heading], tokens: Sequence[Token], places: Places) -> dict[str, int]:
    """On which line of the file each heading's id is."""
    opened = [token for token in tokens if token.type == "heading_open"]
    lines = (places.of(token.map[0] if token.map else 0, 0).line for token in opened)
    return dict(zip((heading.id for heading in headings), lines, strict=True))
