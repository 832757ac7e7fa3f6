"""Widgets of the column beside the text, as data."""

from collections.abc import Callable

from msgspec import Struct

from gazeta.core.span import Span
from gazeta.core.text import Localized
from gazeta.sources.dates import When
from gazeta.sources.prose import Reference
from gazeta.sources.yaml.fields import Fields


class LinkItem(Struct, frozen=True, kw_only=True):
    """A labelled link."""

    label: Localized
    url: str


class Links(Struct, frozen=True, kw_only=True, tag="links"):
    """A titled list of links."""

    id: str
    title: Localized
    links: tuple[LinkItem, ...]


class Promotion(Struct, frozen=True, kw_only=True, tag="promotion"):
    """An image that leads somewhere, shown from one instant until another.

    `image` maps locales to addresses of images; `alt` says where the image leads (WCAG 2.2, 1.1.1).
    """

    id: str
    image: Localized
    image_span: Span
    alt: Localized
    alt_span: Span
    url: Localized
    start: When | None = None
    until: When | None = None


class Recent(Struct, frozen=True, kw_only=True, tag="recent"):
    """The newest articles: a fragment that the page's script puts in place, or `inline` in every page."""

    id: str
    title: Localized | None = None
    count: int = 5
    inline: bool = False


Widget = Links | Promotion | Recent


def widgets_of(fields: Fields, lang: str) -> tuple[Widget, ...]:
    """The widgets in a mapping of ids to definitions, in order; plain texts are in `lang`."""
    widgets = []
    for key in fields.names():
        nested = fields.mapping(key.value)
        if nested is None:
            continue
        kind = nested.choice("type", tuple(_READERS), "")
        nested.require("type")
        widget = _READERS[kind](key.value, nested, lang) if kind else None
        if kind:
            nested.close()
        if widget:
            widgets.append(widget)
    return tuple(widgets)


def _links(name: str, fields: Fields, lang: str) -> Widget | None:
    fields.require("title", "links")
    title = fields.localized("title", lang)
    links = fields.records("links", lambda item: _link(item, lang))
    return Links(id=name, title=title, links=links) if title else None


def _link(fields: Fields, lang: str) -> LinkItem | None:
    fields.require("label", "url")
    label, url = fields.localized("label", lang), fields.url("url")
    fields.close()
    return LinkItem(label=label, url=url) if label and url else None


def _promotion(name: str, fields: Fields, lang: str) -> Widget | None:
    fields.require("image", "alt", "url")
    image, alt, url = (fields.localized(key, lang) for key in ("image", "alt", "url"))
    start, until = fields.when("from"), fields.when("until")
    if not (image and alt and url):
        return None
    image_span, alt_span = fields.span("image"), fields.span("alt")
    return Promotion(
        id=name,
        image=image,
        image_span=image_span,
        alt=alt,
        alt_span=alt_span,
        url=url,
        start=start,
        until=until,
    )


def _recent(name: str, fields: Fields, lang: str) -> Widget:
    title, count = fields.localized("title", lang), fields.integer("count", 5, 1, 50)
    return Recent(id=name, title=title, count=count, inline=fields.boolean("inline"))


_READERS: dict[str, Callable[[str, Fields, str], Widget | None]] = {
    "links": _links,
    "promotion": _promotion,
    "recent": _recent,
}


def images_of(widget: Promotion) -> tuple[Reference, ...]:
    """The images a promotion needs, each with the place that names it."""
    addresses = dict.fromkeys(text.value for text in widget.image.texts)
    return tuple(Reference(target=address, span=widget.image_span) for address in addresses)
