"""Checks of the whole site: each a function from the catalog to what it finds."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from zoneinfo import ZoneInfo

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.language import best_match, same_language
from gazeta.core.layout import STATIC, is_in, section_file
from gazeta.core.span import Span
from gazeta.core.suggest import did_you_mean
from gazeta.core.text import Localized
from gazeta.model.attachments import check_files
from gazeta.model.pictures import check_media, media_path
from gazeta.model.privacy import check_positions
from gazeta.model.schedule import is_current
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition, Story
from gazeta.model.targets import not_a_link
from gazeta.model.timing import check_promotion
from gazeta.sources.addresses import is_web_address
from gazeta.sources.anchors import matching
from gazeta.sources.config.site_config import Config
from gazeta.sources.config.widgets import Links, Promotion, Recent, images_of
from gazeta.sources.prose import Reference


class Subject(Struct, frozen=True, kw_only=True):
    """What is checked: the catalog, all stories whether live or not, and every path that will be published.

    Of the stories, all are looked at, or `only` one, by its key.
    """

    model: SiteModel
    every: dict[str, Story]
    paths: frozenset[str]
    only: str | None = None

    def editions(self) -> Iterator[tuple[Story, Edition]]:
        """All editions, live or not: a fault in a draft is better known before it goes out."""
        return _editions(self.every, self.only)

    def live(self) -> Iterator[tuple[Story, Edition]]:
        """The editions that are part of the build."""
        return _editions(self.model.stories, self.only)


def _editions(stories: Mapping[str, Story], only: str | None) -> Iterator[tuple[Story, Edition]]:
    some = stories.values() if only is None else (stories[only],) if only in stories else ()
    return ((story, edition) for story in some for edition in story.editions)


def check_all(subject: Subject) -> tuple[Diagnostic, ...]:
    """What all checks find."""
    return tuple(found for check in CHECKS for found in check(subject))


def _stories_exist(subject: Subject) -> Iterator[Diagnostic]:
    for _, edition in subject.editions():
        targets = subject.model.targets
        related = (targets.check(item) for item in edition.related if isinstance(item, Reference))
        links = (targets.check_link(link) for link in edition.links)
        yield from (found for found in (*related, *links) if found)


def _references(edition: Edition) -> Iterator[Reference]:
    yield from (item for item in edition.related if isinstance(item, Reference))
    yield from edition.links
    yield from edition.addresses


def _stories_are_published(subject: Subject) -> Iterator[Diagnostic]:
    model = subject.model
    for _, edition in subject.live():
        for reference in _references(edition):
            key = model.targets.find(reference)
            if key is not None and key not in model.stories:
                message = f"“{reference.shown}” is not published now; readers see no link to it."
                hint = "It is a draft, not yet due, or expired."
                yield problem("unpublished-story", message, reference.span, hint)


def _anchors_exist(subject: Subject) -> Iterator[Diagnostic]:
    for _, edition in subject.editions():
        for link in (*edition.links, *edition.addresses):
            key = subject.model.targets.find(link) if link.anchor else None
            story = subject.every.get(key) if key else None
            headings = [other.anchors.split() for other in story.editions] if story else []
            found = any(link.anchor in known for known in headings)  # in the language that the editor looked at
            if story and not found and not any(matching(link.anchor, known) for known in headings):
                message = f"“{link.target}” has no heading “#{link.anchor}”."
                yield problem("unknown-anchor", message, link.span, did_you_mean(link.anchor, chain(*headings)))


def _images_exist(subject: Subject) -> Iterator[Diagnostic]:
    for _, edition in subject.editions():
        own = (edition.image.src,) if edition.image and edition.image.src else ()
        faults = (_fault(subject, reference) for reference in own)
        in_text = (_check_image(subject, reference) for reference in edition.images)
        yield from (fault for fault in (*faults, *in_text) if fault)
    for widget in subject.model.config.widgets:
        if isinstance(widget, Promotion):
            faults = (_fault(subject, image) for image in images_of(widget))
            yield from (fault for fault in faults if fault)


def _check_image(subject: Subject, image: Reference) -> Diagnostic | None:
    """A text may show what another part of the server has, at an absolute path; this site cannot know."""
    if image.target.startswith("/") and subject.model.file(image) is None:
        if _is_whole(image):
            return None
        message = f"This site has no file “{image.shown}”; the page shows what the server has there."
        hint = "Put it into static/, or beside the article and name it from there."
        return problem("unknown-address", message, image.span, hint)
    return _fault(subject, image)


def _fault(subject: Subject, reference: Reference) -> Diagnostic | None:
    """What is wrong with a reference to a picture, if anything."""
    return check_media(reference, subject.model.file(reference), subject.model.media)


def _images_have_alternatives(subject: Subject) -> Iterator[Diagnostic]:
    for _, edition in subject.editions():
        image = edition.image
        if image and image.src and not (image.alt and image.alt.value):
            message = "The image has no “alt” for readers who do not see it."
            hint = "Say what it shows: image: {src: …, alt: …}."
            yield problem("missing-alt", message, image.src.span, hint)


def _addresses_exist(subject: Subject) -> Iterator[Diagnostic]:
    for _, edition in subject.editions():
        for reference in edition.addresses:
            if is_known(subject.model, reference):
                continue
            path = subject.model.targets.addresses.absolute(reference)
            if reference.bare:
                yield not_a_link(reference)
            elif _is_whole(reference) and not subject.model.targets.addresses.in_section(path):
                continue
            elif not _is_published(subject, path):
                message = f"Nothing is published at “{reference.shown}”."
                yield problem("unknown-address", message, reference.span, _hint(subject, reference, path))


def _is_published(subject: Subject, path: str) -> bool:
    ways = subject.model.targets.addresses.meant(path)
    return any({way, f"{way}/", way.removesuffix("index.html")} & subject.paths for way in ways)


def _is_whole(reference: Reference) -> bool:
    """Whether it begins with a scheme: who writes so may mean what else there is on the server."""
    return is_web_address(reference.written)


def is_known(model: SiteModel, address: Reference) -> bool:
    """Whether an address leads to a story, a front or a file; other pages (feeds, older articles) it may name too."""
    return model.targets.place(address) is not None or model.file(address) is not None


def _hint(subject: Subject, reference: Reference, path: str) -> str:
    """Says what a relative address means, and names the stories that are called like the end of it."""
    if reference.written.lower().startswith("www."):
        return f"A link to another site begins with its scheme: write https://{reference.written}."
    relative = f"From this page, that is {path}. " if path and not reference.target.startswith("/") else ""
    name = path.rstrip("/").rpartition("/")[2]
    keys = subject.model.targets.by_name.find(name) or ()
    near = f"Did you mean the story [[{keys[0]}]]?" if len(keys) == 1 else ""
    by_file = "Link articles by their file, [text](../section/article.md), or by id, [[article]]."
    return relative + (near or by_file)


def _files_are_harmless(subject: Subject) -> Iterator[Diagnostic]:
    return check_files(subject.model, (edition for _, edition in subject.editions()))


def _pictures_tell_no_place(subject: Subject) -> Iterator[Diagnostic]:
    return check_positions(subject.model, (edition for _, edition in subject.editions()))


def _texts_are_translated(subject: Subject) -> Iterator[Diagnostic]:
    """Widgets' alternative texts in every locale's language; other texts wherever one was begun to be translated."""
    config = subject.model.config
    for widget in config.widgets:
        if isinstance(widget, Promotion):
            yield from _untranslated(subject, widget.alt, widget.alt_span, f"the promotion “{widget.id}”")
        elif isinstance(widget, Links):
            texts = [widget.title, *(link.label for link in widget.links)]
            yield from _partly(subject, texts, config.widgets_span, f"the widget “{widget.id}”")
        elif isinstance(widget, Recent) and widget.title:
            yield from _partly(subject, [widget.title], config.widgets_span, f"the widget “{widget.id}”")
    for section in subject.model.sections:
        texts = [section.title, *([section.description] if section.description else [])]
        span = Span(path=section_file(section.path))
        yield from _partly(subject, texts, span, f"the section “{section.path}”")


def _partly(subject: Subject, texts: Iterable[Localized], span: Span, what: str) -> Iterator[Diagnostic]:
    """A text written once is a name for all readers; one written in two languages or more should be in each."""
    for text in texts:
        if len(text.texts) > 1:
            yield from _untranslated(subject, text, span, what)


def _untranslated(subject: Subject, text: Localized, span: Span, what: str) -> Iterator[Diagnostic]:
    config = subject.model.config
    chosen = ((locale.tag, text.pick(config.chain(locale.tag))) for locale in config.locales)
    lacking = [tag for tag, found in chosen if not same_language(found.lang, tag)]
    if lacking:
        message = f"A text of {what} is not there for {', '.join(lacking)}: “{text.texts[0].value}”."
        yield problem("untranslated-text", message, span, "Add a line for each locale.")


def _editions_are_read(subject: Subject) -> Iterator[Diagnostic]:
    """Editions that no reader gets. One in a foreign language that readers do get, with a notice, is meant so."""
    model, config = subject.model, subject.model.config
    for story, edition in subject.live():
        if any(story.editions[number] is edition for number in model.homes[story.key]):
            continue
        if not any(_reads(config, locale.tag, edition.lang) for locale in config.locales):
            message = f"No reader gets this edition: no locale has “{edition.lang}”, nor as a fallback."
            hint = "Add it to “locales” in site.yaml, or to the “fallback” of one; or correct the language."
            yield problem("unread-edition", message, Span(path=edition.path), hint)
        elif story.locales is None:
            message = "No reader gets this edition: each locale gets another that is nearer."
            hint = "Add its language to “locales” in site.yaml, or correct it."
            yield problem("unread-edition", message, Span(path=edition.path), hint)


def _reads(config: Config, tag: str, lang: str) -> bool:
    if config.untranslated == "hide":
        return same_language(lang, tag)
    return best_match(config.chain(tag), (lang,)) is not None


def _promotions_have_days(subject: Subject) -> Iterator[Diagnostic]:
    zone = ZoneInfo(subject.model.config.time_zone)
    for widget in subject.model.config.widgets:
        if isinstance(widget, Promotion):
            yield from check_promotion(widget, zone)


CHECKS: tuple[Callable[[Subject], Iterator[Diagnostic]], ...] = (
    _stories_exist,
    _stories_are_published,
    _anchors_exist,
    _images_exist,
    _images_have_alternatives,
    _addresses_exist,
    _files_are_harmless,
    _pictures_tell_no_place,
    _texts_are_translated,
    _promotions_have_days,
    _editions_are_read,
)


def media_in_use(model: SiteModel) -> dict[str, str]:
    """The files that pages of the build show or link, by path below the site's folder, with their published path.

    What no reader is shown stays at home: files of articles that are not live, of editions that no locale gets, of
    promotions before or after their days. `static/` goes out whole.
    """
    references = [*_of_stories(model), *_of_promotions(model)]
    found = [media for reference in references if (media := model.file(reference))]
    static = [media for path, media in model.media.items() if is_in(path, STATIC) and not media.harmful]
    return {media.path: media_path(media) for media in (*static, *(media for media in found if not media.fault))}


def _of_stories(model: SiteModel) -> Iterator[Reference]:
    for key, story in model.stories.items():
        for number in sorted(model.homes[key]):
            yield from _media_references(story.editions[number])


def _of_promotions(model: SiteModel) -> Iterator[Reference]:
    """Of the pictures of each current promotion those that some locale's readers see."""
    config = model.config
    chains = [config.chain(locale.tag) for locale in config.locales]
    for widget in config.widgets:
        if isinstance(widget, Promotion) and is_current(widget, config.time_zone, model.now):
            for address in dict.fromkeys(widget.image.pick(chain).value for chain in chains):
                yield Reference(target=address, span=widget.image_span)


def _media_references(edition: Edition) -> Iterator[Reference]:
    if edition.image and edition.image.src:
        yield edition.image.src
    yield from edition.images
    yield from edition.addresses
