"""Rendered Markdown as data: HTML with holes where the answer depends on the reader.

A text is rendered once for all locales; each locale then fills the holes with its own links, image addresses
and phrases.
"""

from msgspec import Struct

from gazeta.core.span import Span


class LinkStart(Struct, frozen=True, kw_only=True, tag="link", omit_defaults=True):
    """`<a …>` to something of this site: `target` is a path, an id or an address, `anchor` a heading's id or "".

    An address is a path from the site's root (`/a/b/`) or from the page's own address (`./b`, `../b`), without
    percent codes; `href` is the whole of it as it stands in HTML, for where this site knows nothing of it. `opening`
    and `closing` stand around the words where there is no link, if that is how it was written.
    """

    target: str
    anchor: str = ""
    title: str = ""
    href: str = ""
    opening: str = ""
    closing: str = ""
    attributes: str = ""
    """Further attributes that raw HTML gave it, safe as they stand."""

    @property
    def end(self) -> "LinkEnd":
        """What ends this link."""
        return LinkEnd(target=self.target, closing=self.closing)


class LinkEnd(Struct, frozen=True, kw_only=True, tag="/link", omit_defaults=True):
    """`</a>` of the `LinkStart` before it, and the note on the target's language where it differs."""

    target: str
    closing: str = ""


class AutoLink(Struct, frozen=True, kw_only=True, tag="autolink", omit_defaults=True):
    """A whole link whose text is the target's title in the reader's best edition: `[[etf-rules]]`, as `written`."""

    target: str
    anchor: str = ""
    written: str = ""


class ImageAddress(Struct, frozen=True, kw_only=True, tag="image", omit_defaults=True):
    """The attributes `src`, `width` and `height` of an image of this site; `src` without percent codes.

    `href` is its address as it stands in HTML, for where this site has no such file.

    One that is `sized` has a width or a height of the editor's choice beside it.
    """

    src: str
    href: str = ""
    sized: bool = False


class Address(Struct, frozen=True, kw_only=True, tag="address", omit_defaults=True):
    """An address of a story or a file of this site, within an attribute of trusted HTML; see `LinkStart`."""

    target: str
    href: str = ""


class Phrase(Struct, frozen=True, kw_only=True, tag="phrase"):
    """The attributes `lang` and `aria-label` with an interface phrase in the reader's language.

    `number` tells the second of several (and so on) that would have the same name from the first.
    """

    msgid: str
    number: int = 1


Part = str | LinkStart | LinkEnd | AutoLink | ImageAddress | Address | Phrase


class Prose(Struct, frozen=True, kw_only=True):
    """HTML in pieces, in one language; a `str` is safe markup as it stands."""

    parts: tuple[Part, ...]
    lang: str


class Heading(Struct, frozen=True, kw_only=True):
    """A heading of a body: `level` 1 to 6, `id` its anchor, `text` without markup."""

    level: int
    id: str
    text: str


class Reference(Struct, frozen=True, kw_only=True, tag="reference", omit_defaults=True):
    """Something a text refers to, with its place: a story, an image, or an address on this site.

    `target` is composed and without percent codes; `written` is the whole as the editor wrote it, where that is more.
    """

    target: str
    span: Span
    anchor: str = ""
    bare: bool = False
    """Words in double brackets and nothing else: perhaps no link at all."""
    written: str = ""

    @property
    def shown(self) -> str:
        """What messages call it."""
        return self.written or self.target


class Body(Struct, frozen=True, kw_only=True):
    """The whole of a rendered Markdown text, with what the site's checks need to know of it."""

    prose: Prose
    headings: tuple[Heading, ...] = ()
    links: tuple[Reference, ...] = ()
    """Links to stories, by path or by id."""
    images: tuple[Reference, ...] = ()
    """Images that this site must have."""
    addresses: tuple[Reference, ...] = ()
    """Links to other addresses of this site (`/about/`, `./report.pdf`), which only the whole site can confirm."""
    anchors: tuple[str, ...] = ()
    """Ids of raw HTML, to which links may lead as to headings."""
    fragments: tuple[Reference, ...] = ()
    """Links within the page; `anchor` is the id they lead to."""
