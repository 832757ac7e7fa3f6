"""Filling the holes of a rendered text for one locale's readers."""

import re
from html import escape

from msgspec import Struct

from gazeta.core.language import same_language
from gazeta.core.span import Span
from gazeta.core.spelling import decoded, encoded
from gazeta.core.text import Text
from gazeta.model.addresses import Place, is_address, is_other
from gazeta.pages.reader import Reader
from gazeta.sources.addresses import path_on
from gazeta.sources.anchors import matching
from gazeta.sources.prose import Address, AutoLink, ImageAddress, LinkEnd, LinkStart, Phrase, Prose, Reference

_WHOLE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


class _Destination(Struct, frozen=True, kw_only=True):
    """Where a link leads; `foreign` is the target's language where it is not the reader's, else empty."""

    url: str
    title: Text | None = None
    anchors: str = ""
    foreign: str = ""


def fill(reader: Reader, prose: Prose, path: str) -> str:
    """A text's HTML for a locale; relative references in it start from the file at `path`."""
    return "".join(
        part if isinstance(part, str) else _hole(reader, part, prose.lang, Span(path=path)) for part in prose.parts
    )


def _hole(
    reader: Reader, part: LinkStart | LinkEnd | AutoLink | ImageAddress | Address | Phrase, lang: str, span: Span
) -> str:
    match part:
        case LinkStart():
            return _open(reader, part, span)
        case LinkEnd():
            return _close(reader, part, lang, span)
        case AutoLink():
            return _auto(reader, part, lang, span)
        case ImageAddress():
            return _image(reader, part, span)
        case Address():
            found = _destination(reader, part.target, span, part.href)
            return escape(found.url if found else part.href or part.target)
        case Phrase():
            phrase = reader.phrase(part.msgid)
            label = phrase.value if part.number < 2 else f"{phrase.value} {part.number}"
            return f'{_attributes(reader, phrase.lang, lang).lstrip()} aria-label="{escape(label)}"'


def _destination(reader: Reader, target: str, span: Span, href: str = "") -> _Destination | None:
    """What a target leads to for these readers; `None` where there is nothing, so that the text stays text.

    A story leads to their edition by whatever it is called. An address from the root or a whole one of which this
    site knows nothing (a warning says so) stays as it is, for the server may have something there.
    """
    reference = Reference(target=target, span=span)
    key = reader.model.targets.find(reference)
    if key is not None:
        return _story(reader, key, reference, href)
    if place := reader.model.targets.place(reference):
        return _front(reader, place, reference, href)
    if media := reader.media(reference):
        return _Destination(url=media[0] + _rest(href))
    written = _as_written(reader, reference, href) if is_address(target) else None
    return None if written is None else _Destination(url=written)


def _story(reader: Reader, key: str, reference: Reference, href: str) -> _Destination | None:
    """A story's page for these readers; where they have none, the one of the locale that an address names."""
    model, place = reader.model, reader.model.targets.place(reference)
    tags = (reader.tag, *((place.tag,) if place else ()))
    tag, edition = next(((tag, found) for tag in tags if (found := model.edition(tag, key))), ("", None))
    if edition is None:
        return None
    return _Destination(
        url=reader.href(model.path(tag, key)) + _rest(href).partition("#")[0],
        title=edition.title,
        anchors=edition.anchors,
        foreign="" if same_language(edition.lang, reader.tag) else edition.lang,
    )


def _front(reader: Reader, place: Place, reference: Reference, href: str) -> _Destination:
    """A front leads to the reader's own, unless it was named as that of another language than the text's."""
    routes, standing = reader.model.routes, reader.model.targets.addresses.standing(reference.span.path)
    meant = place.tag in {reader.model.config.default_locale, standing.tag if standing else ""}
    return _Destination(
        url=reader.href(routes.section(reader.tag if meant else place.tag, place.section)) + _rest(href)
    )


def _rest(href: str) -> str:
    """What stands in an address after its path: the query and the fragment."""
    return href[len(re.split("[?#]", href, maxsplit=1)[0]) :]


def _as_written(reader: Reader, reference: Reference, href: str) -> str | None:
    """An address as a browser takes it on the page on which it was written; `None` where there is no such page.

    A link's end, which has no `href`, must come to the same as its beginning.
    """
    if not reference.target.startswith("/"):
        path = reader.model.targets.addresses.absolute(reference)
        return reader.href(path) + _rest(href) if is_other(path) else None
    _, *below = reader.model.targets.addresses.meant(reference.target)
    whole = _WHOLE.match(href) or any(map(is_other, below))
    return href if whole else reader.model.routes.base_path + href


def address(reader: Reader, url: str, span: Span) -> str:
    """Where an address in a setting leads: one of this site to these readers' page, another as it is."""
    path = url if url.startswith("/") else path_on(reader.model.config.markdown.site, url)
    if path is None:
        return url
    place, _, anchor = path.partition("#")
    found = _destination(reader, decoded(place.partition("?")[0]), span, encoded(url))
    return _with_anchor(found, decoded(anchor)) if found else reader.model.routes.base_path + path


def _with_anchor(found: _Destination, anchor: str) -> str:
    """A heading's id differs from language to language; a link to one that is not there leads to the top."""
    known = matching(anchor, found.anchors.split()) if anchor else None
    return f"{found.url}#{known}" if known else found.url


def _start_tag(found: _Destination, anchor: str, title: str = "", more: str = "") -> str:
    attributes = f' href="{escape(_with_anchor(found, anchor))}"'
    if found.foreign:
        attributes += f' hreflang="{found.foreign}"'
    if title:
        attributes += f' title="{escape(title)}"'
    return f"<a{attributes}{more}>"


def _open(reader: Reader, link: LinkStart, span: Span) -> str:
    found = _destination(reader, link.target, span, link.href)
    if found is None or (link.opening and not _is_there(reader, link.target, span)):
        return escape(link.opening)
    return _start_tag(found, link.anchor, link.title, link.attributes)


def _is_there(reader: Reader, target: str, span: Span) -> bool:
    """Whether this site has what a link leads to that may be none."""
    reference = Reference(target=target, span=span)
    return reader.model.targets.find(reference) is not None or reader.media(reference) is not None


def _close(reader: Reader, end: LinkEnd, lang: str, span: Span) -> str:
    found = _destination(reader, end.target, span)
    if found is None or (end.closing and not _is_there(reader, end.target, span)):
        return escape(end.closing)
    return "</a>" + _note(reader, found, lang)


def _auto(reader: Reader, link: AutoLink, lang: str, span: Span) -> str:
    found = _destination(reader, link.target, span)
    if found is None or found.title is None:
        known = reader.model.targets.find(Reference(target=link.target, span=span))
        return escape(link.target if known else link.written)
    title = escape(found.title.value)
    if found.title.lang != lang:
        title = f"<bdi{_attributes(reader, found.title.lang, lang)}>{title}</bdi>"
    return _start_tag(found, link.anchor) + title + "</a>" + _note(reader, found, lang)


def _note(reader: Reader, found: _Destination, lang: str) -> str:
    """Says that the target is in another language than the reader's: in the reader's words."""
    if not found.foreign:
        return ""
    name = reader.words.language_name(found.foreign)
    words = reader.phrase("(%(language)s)").value.replace("%(language)s", name)
    attributes = _attributes(reader, reader.tag, lang) if reader.tag != lang else ""
    return f' <small class="link-language"{attributes}>{escape(words)}</small>'


def _attributes(reader: Reader, lang: str, within: str) -> str:
    own = reader.direction_of(lang)
    turned = f' dir="{own}"' if own != reader.direction_of(within) else ""
    return f' lang="{lang}"{turned}'


def _image(reader: Reader, image: ImageAddress, span: Span) -> str:
    found = reader.media(Reference(target=image.src, span=span))
    if found is None:  # what the site does not have, the server may (a warning says so)
        written = _as_written(reader, Reference(target=image.src, span=span), image.href)
        return f'src="{escape(written or "")}"'
    url, width, height = found
    size = f' width="{width}" height="{height}"' if width and height and not image.sized else ""
    return f'src="{escape(url)}"{size}'
