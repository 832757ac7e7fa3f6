"""Filling the holes of a rendered text for one locale's readers."""

import re
from html import escape

from msgspec import Struct

from gazeta.core.language import same_language
from gazeta.core.spelling import decoded, encoded
from gazeta.core.text import Text
from gazeta.pages.locale_context import LocaleContext
from gazeta.pages.story_sources import FileLink, FileSource, FrontLink, Images, Links, LinkSource, NoLink, StoryLink
from gazeta.sources.addresses import own_path
from gazeta.sources.anchors import matching
from gazeta.sources.prose import Address, AutoLink, ImageAddress, LinkEnd, LinkStart, Phrase, Prose

_WHOLE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


class Targets(Struct, frozen=True, kw_only=True):
    """What the links and the images of a text lead to, by what they are called there."""

    links: Links
    images: Images


class _Destination(Struct, frozen=True, kw_only=True):
    """Where a link leads; `foreign` is the target's language where it is not the reader's, else empty."""

    url: str
    title: Text | None = None
    anchors: str = ""
    foreign: str = ""


def fill(locale: LocaleContext, prose: Prose, targets: Targets) -> str:
    """A text's HTML for a locale."""
    return "".join(
        part if isinstance(part, str) else _hole(locale, part, prose.lang, targets) for part in prose.parts
    )


def _hole(
    locale: LocaleContext,
    part: LinkStart | LinkEnd | AutoLink | ImageAddress | Address | Phrase,
    lang: str,
    targets: Targets,
) -> str:
    match part:
        case LinkStart():
            return _open(locale, part, targets.links[part.target])
        case LinkEnd():
            return _close(locale, part, lang, targets.links[part.target])
        case AutoLink():
            return _auto(locale, part, lang, targets.links[part.target])
        case ImageAddress():
            return _image(locale, part, targets.images[part.src])
        case Address():
            found = _destination(locale, targets.links[part.target], part.href)
            return escape(found.url if found else part.href or part.target)
        case Phrase():
            phrase = locale.phrase(part.msgid)
            label = phrase.value if part.number < 2 else f"{phrase.value} {part.number}"
            return f'{_attributes(locale, phrase.lang, lang).lstrip()} aria-label="{escape(label)}"'


def _destination(locale: LocaleContext, source: LinkSource, href: str = "") -> _Destination | None:
    """What a link leads to for these readers; `None` where there is nothing, so that the text stays text.

    A story leads to their edition by whatever it is called. An address from the root or a whole one of which this
    site knows nothing (a warning says so) stays as it is, for the server may have something there.
    """
    match source:
        case StoryLink():
            return _story(locale, source, href)
        case FrontLink():
            path = locale.routes.section(source.tag if source.fixed else locale.tag, source.section)
            return _Destination(url=locale.href(path) + _rest(href))
        case FileLink():
            return _Destination(url=locale.href(source.file.path) + _rest(href))
        case NoLink():
            written = _as_written(locale, source, href) if source.is_address else None
            return None if written is None else _Destination(url=written)


def _story(locale: LocaleContext, source: StoryLink, href: str) -> _Destination | None:
    """A story's page for these readers; where they have none, the one of the locale that an address names."""
    story = source.story.value
    for tag in (locale.tag, source.named):
        number = story.shown[locale.columns[tag]] if tag and story.shown else None
        if number is not None:
            edition = story.editions[number]
            return _Destination(
                url=locale.href(locale.path(edition, tag)) + _rest(href).partition("#")[0],
                title=edition.title,
                anchors=source.anchors[number] if source.anchors else "",
                foreign="" if same_language(edition.lang, locale.tag) else edition.lang,
            )
    return None


def _rest(href: str) -> str:
    """What stands in an address after its path: the query and the fragment."""
    return href[len(re.split("[?#]", href, maxsplit=1)[0]) :]


def _as_written(locale: LocaleContext, source: NoLink, href: str) -> str | None:
    """An address as a browser takes it on the page on which it was written; `None` where there is no such page.

    A link's end, which has no `href`, must come to the same as its beginning.
    """
    if source.relative:
        return locale.href(source.path) + _rest(href) if source.path else None
    return href if source.whole or _WHOLE.match(href) else locale.routes.base_path + href


def address(locale: LocaleContext, url: str, links: Links) -> str:
    """Where an address in a setting leads: one of this site to these readers' page, another as it is."""
    path = own_path(locale.config.markdown.site, url)
    if path is None:
        return url
    _, _, anchor = path.partition("#")
    found = _destination(locale, links[url], encoded(url))
    return _with_anchor(found, decoded(anchor)) if found else locale.routes.base_path + path


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


def _open(locale: LocaleContext, link: LinkStart, source: LinkSource) -> str:
    found = _destination(locale, source, link.href)
    if found is None or (link.opening and not _is_there(source)):
        return escape(link.opening)
    return _start_tag(found, link.anchor, link.title, link.attributes)


def _is_there(source: LinkSource) -> bool:
    """Whether this site has what a link leads to that may be none."""
    return isinstance(source, StoryLink | FileLink)


def _close(locale: LocaleContext, end: LinkEnd, lang: str, source: LinkSource) -> str:
    found = _destination(locale, source)
    if found is None or (end.closing and not _is_there(source)):
        return escape(end.closing)
    return "</a>" + _note(locale, found, lang)


def _auto(locale: LocaleContext, link: AutoLink, lang: str, source: LinkSource) -> str:
    found = _destination(locale, source)
    if found is None or found.title is None:
        return escape(link.target if isinstance(source, StoryLink) else link.written)
    title = escape(found.title.value)
    if found.title.lang != lang:
        title = f"<bdi{_attributes(locale, found.title.lang, lang)}>{title}</bdi>"
    return _start_tag(found, link.anchor) + title + "</a>" + _note(locale, found, lang)


def _note(locale: LocaleContext, found: _Destination, lang: str) -> str:
    """Says that the target is in another language than the reader's: in the reader's words."""
    if not found.foreign:
        return ""
    name = locale.words.language_name(found.foreign)
    words = locale.phrase("(%(language)s)").value.replace("%(language)s", name)
    attributes = _attributes(locale, locale.tag, lang) if locale.tag != lang else ""
    return f' <small class="link-language"{attributes}>{escape(words)}</small>'


def _attributes(locale: LocaleContext, lang: str, within: str) -> str:
    own = locale.direction_of(lang)
    turned = f' dir="{own}"' if own != locale.direction_of(within) else ""
    return f' lang="{lang}"{turned}'


def _image(locale: LocaleContext, image: ImageAddress, file: FileSource | NoLink) -> str:
    if isinstance(file, NoLink):  # what the site does not have, the server may (a warning says so)
        return f'src="{escape(_as_written(locale, file, image.href) or "")}"'
    size = f' width="{file.width}" height="{file.height}"' if file.width and file.height and not image.sized else ""
    return f'src="{escape(locale.href(file.path))}"{size}'
