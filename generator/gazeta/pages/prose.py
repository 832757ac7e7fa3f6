"""Filling the holes of a rendered text for one locale's readers."""

from html import escape

from msgspec import Struct

from gazeta.core.language import same_language
from gazeta.core.span import Span
from gazeta.core.text import Text
from gazeta.pages.reader import Reader
from gazeta.sources.prose import AutoLink, ImageAddress, LinkEnd, LinkStart, Phrase, Prose, Reference


class _Destination(Struct, frozen=True, kw_only=True):
    """Where a link leads; `foreign` is the target's language where it is not the reader's, else empty."""

    url: str
    title: Text | None = None
    anchors: str | None = None
    foreign: str = ""


def fill(reader: Reader, prose: Prose, path: str) -> str:
    """A text's HTML for a locale; relative references in it start from the file at `path`."""
    return "".join(
        part if isinstance(part, str) else _hole(reader, part, prose.lang, Span(path=path)) for part in prose.parts
    )


def _hole(reader: Reader, part: LinkStart | LinkEnd | AutoLink | ImageAddress | Phrase, lang: str, span: Span) -> str:
    match part:
        case LinkStart():
            return _open(reader, part, span)
        case LinkEnd():
            return _close(reader, part.target, lang, span)
        case AutoLink():
            return _auto(reader, part, lang, span)
        case ImageAddress():
            return _image(reader, part, span)
        case Phrase():
            phrase = reader.phrase(part.msgid)
            label = phrase.value if part.number < 2 else f"{phrase.value} {part.number}"
            return f'{_attributes(reader, phrase.lang, lang).lstrip()} aria-label="{escape(label)}"'


def _destination(reader: Reader, target: str, span: Span) -> _Destination | None:
    """What a target leads to for these readers; `None` where there is nothing, so that the text stays text."""
    if target.startswith("/") and not target.endswith(".md"):
        path, mark, rest = target.partition("#")
        return _Destination(url=reader.catalog.routes.base_path + path + mark + rest)
    reference = Reference(target=target, span=span)
    key = reader.catalog.targets.find(reference)
    if key is None:
        media = reader.media(reference)
        return _Destination(url=media[0]) if media else None
    edition = reader.catalog.edition(reader.tag, key)
    if edition is None:
        return None
    return _Destination(
        url=reader.href(reader.catalog.path(reader.tag, key)),
        title=edition.title,
        anchors=edition.anchors,
        foreign="" if same_language(edition.lang, reader.tag) else edition.lang,
    )


def _start_tag(found: _Destination, anchor: str, title: str = "") -> str:
    """A heading's id differs from language to language; a link to one that is not there leads to the top."""
    fragment = f"#{anchor}" if anchor and (found.anchors is None or anchor in found.anchors.split()) else ""
    attributes = f' href="{escape(found.url + fragment)}"'
    if found.foreign:
        attributes += f' hreflang="{found.foreign}"'
    if title:
        attributes += f' title="{escape(title)}"'
    return f"<a{attributes}>"


def _open(reader: Reader, link: LinkStart, span: Span) -> str:
    found = _destination(reader, link.target, span)
    return _start_tag(found, link.anchor, link.title) if found else "<span>"


def _close(reader: Reader, target: str, lang: str, span: Span) -> str:
    found = _destination(reader, target, span)
    return "</a>" + _note(reader, found, lang) if found else "</span>"


def _auto(reader: Reader, link: AutoLink, lang: str, span: Span) -> str:
    found = _destination(reader, link.target, span)
    if found is None or found.title is None:
        known = reader.catalog.targets.find(Reference(target=link.target, span=span))
        return escape(link.target if known else f"[[{link.target}]]")
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
        return f'src="{escape(reader.catalog.routes.base_path + image.src)}"'
    url, width, height = found
    size = f' width="{width}" height="{height}"' if width and height else ""
    return f'src="{escape(url)}"{size}'
