"""Stories: the editions of one article in its languages, with what translations and sections share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct, structs

from gazeta.core.diagnostics import Diagnostic, Found, problem
from gazeta.core.language import same_language
from gazeta.core.layout import section_paths
from gazeta.core.records import alike
from gazeta.core.span import Span
from gazeta.core.suggest import did_you_mean
from gazeta.core.text import Text
from gazeta.model.feed_ids import folders_of, ids_given_twice, story_id
from gazeta.model.routes import address_word
from gazeta.model.timing import check_times
from gazeta.sources.config.publishers import Author, Publisher
from gazeta.sources.config.section import Section
from gazeta.sources.config.site_config import Config
from gazeta.sources.dates import Moment, When
from gazeta.sources.filenames import check_slug
from gazeta.sources.manuscript import NOTHING, ExternalCard, Manuscript, Picture, Shared, Written, inherit
from gazeta.sources.prose import Reference

UNDATED = Moment(instant=datetime(2, 1, 1, microsecond=1, tzinfo=UTC), date_only=True)
"""When a standing page was published that does not say so: before all else, not to be written, and never shown."""


class ExternalStory(Struct, frozen=True, kw_only=True, tag="external"):
    """Related reading on another site, with its source looked up."""

    title: Text
    url: str
    summary: Text | None = None
    source: Publisher | None = None
    published: Moment | None = None


class CorrectionNote(Struct, frozen=True, kw_only=True):
    """A dated note on what was wrong."""

    date: Moment
    text: Text


class Original(Struct, frozen=True, kw_only=True):
    """The language of what a translation translates, and when that was published."""

    lang: str
    published: Moment


class Edition(Written, frozen=True, kw_only=True):
    """A story in one language, complete: nothing in it needs looking up but images and other stories.

    `published` is the later of its date and the end of its embargo. `id` is what feeds call the story, and stays as
    it is when its file, its address or its date does not (see `feed_ids`). `translates` is there for a translation
    that was published later than its original.
    """

    id: str
    section: str
    slug: str
    published: Moment
    updated: Moment | None
    publish_at: Moment | None
    expires: Moment | None
    translates: Original | None
    draft: bool
    source: Publisher | None
    authors: tuple[Author, ...]
    tags: tuple[Text, ...]
    image: Picture | None
    related: tuple[Reference | ExternalStory, ...]
    widgets: tuple[Reference, ...] | None
    corrections: tuple[CorrectionNote, ...]

    @property
    def release(self) -> Moment:
        """When it becomes readers' to see: at the end of its embargo, or else at its date."""
        return self.publish_at or self.published

    @property
    def dated(self) -> bool:
        """Whether readers are shown when it was published: a standing page (about us, contact) need not say so."""
        return self.published != UNDATED

    @property
    def abstract(self) -> Text | None:
        """What cards, feeds and search engines show below the title: the summary, or else the text's beginning."""
        return self.summary or self.excerpt


def last_change(edition: Edition) -> Moment:
    """When an edition last changed: never before it was published."""
    if edition.updated and edition.updated.instant > edition.published.instant:
        return edition.updated
    return edition.published


class Story(Struct, frozen=True, kw_only=True):
    """One article in all its languages, the original first. `locales` limits who gets it; `None`: everyone.

    `section` is the original's; a translation in another folder has its own. `names` are those of its files, without
    languages, each once.
    """

    key: str
    section: str
    names: tuple[str, ...]
    editions: tuple[Edition, ...]
    locales: tuple[str, ...] | None = None

    @property
    def original(self) -> Edition:
        """The edition the others translate."""
        return self.editions[0]


def assemble(
    manuscripts: Iterable[Manuscript],
    sections: Mapping[str, Section],
    publishers: Mapping[str, Publisher],
    config: Config,
) -> Found[dict[str, Story]]:
    """All stories by key, sorted; with what is wrong between files."""
    assembler = _Assembler(sections, publishers, config)
    groups = _grouped(manuscripts)
    stories = {key: assembler.story(key, groups[key]) for key in sorted(groups)}
    assembler.found += ids_given_twice(groups.values())
    return stories, tuple(assembler.found)


def _grouped(manuscripts: Iterable[Manuscript]) -> dict[str, list[Manuscript]]:
    """By key. A translation beside its original takes the original's key even when that was set by hand."""
    every = sorted(manuscripts, key=lambda m: m.path)
    own = (m for m in every if m.translation and m.key != m.default_key)
    originals = {(m.section, m.name): m.key for m in (*own, *(m for m in every if not m.translation))}
    groups: dict[str, list[Manuscript]] = defaultdict(list)
    for manuscript in every:
        key = manuscript.key
        if manuscript.translation and key == manuscript.default_key:
            key = originals.get((manuscript.section, manuscript.name), key)
        groups[key].append(manuscript)
    return groups


def _long(text: Text | None) -> str:
    return text.value if text and len(text.value) >= _LONG else ""


_LONG = 12
"""Letters that no two languages have in common by chance."""
_A_SENTENCE, _A_TEXT = 3, 8
"""Words that are not the same in two languages by chance: together with a title, and alone."""


class _Assembler:
    def __init__(self, sections: Mapping[str, Section], publishers: Mapping[str, Publisher], config: Config) -> None:
        self.sections = sections
        self.publishers = publishers
        self.content_language = config.content_language
        self.config = config
        self.locales = [locale.tag for locale in config.locales]
        self.widgets = [widget.id for widget in config.widgets]
        self.zone = ZoneInfo(config.time_zone)
        self.found: list[Diagnostic] = []
        self._known_defaults: dict[str, Shared] = {}
        self._folders = folders_of(config, sections)

    def report(self, code: str, message: str, span: Span, hint: str = "") -> None:
        self.found.append(problem(code, message, span, hint))

    def story(self, key: str, group: list[Manuscript]) -> Story:
        group = sorted(group, key=lambda m: bool(m.shared.draft))  # a draft takes the place of nothing
        original = self._original(group)
        shared = inherit(original.shared, self._defaults(original.section))
        self._require_date(original, shared)
        languages: dict[str, Manuscript] = {}
        for manuscript in (original, *(m for m in group if m is not original)):
            if first := languages.setdefault(manuscript.lang, manuscript):
                self._check_duplicate(first, manuscript)
        for other in languages.values():
            self._check_translated(original, other)
        own = self._edition(original, original, shared)
        others = [m for m in languages.values() if m is not original]
        translations = (self._translation(m, original, inherit(m.shared, shared), own) for m in others)
        return Story(
            key=key,
            section=original.section,
            names=tuple(dict.fromkeys(m.name for m in languages.values())),
            editions=(own, *translations),
            locales=self._locales(shared.locales),
        )

    def _original(self, group: list[Manuscript]) -> Manuscript:
        """The edition that the others translate; where all files name their language, that in the place's own."""
        originals = [m for m in group if not m.translation] or [
            m for m in group if m.lang == self._language(m.section)
        ]
        if not originals:
            message = "There is no original for this translation; it is published by itself."
            hint = "Add the original beside it, or drop the language from this file's name and write “lang: …”."
            for manuscript in group:
                self.report("translation-without-original", message, Span(path=manuscript.path), hint)
            return group[0]
        ready = [m for m in originals if not m.shared.draft] or originals
        return next((m for m in ready if m.lang == self.content_language), ready[0])

    def _language(self, section: str) -> str:
        """The language of a section's articles that do not say theirs."""
        said = (self.sections[path].lang for path in section_paths(section) if path in self.sections)
        return next((lang for lang in said if lang), self.content_language)

    def _check_duplicate(self, first: Manuscript, other: Manuscript) -> None:
        if first is not other:
            message = f"{first.path} already gives this story in “{other.lang}”."
            hint = "Keep one of the two files, or correct a language."
            self.report("duplicate-translation", message, Span(path=other.path), hint)

    def _check_translated(self, original: Manuscript, other: Manuscript) -> None:
        """Titles may be names, and short texts may be the same in two languages; all together they are a copy."""
        if same_language(original.lang, other.lang):
            return
        pairs = {
            "title": (original.title.value, other.title.value),
            "summary": (_long(original.summary), _long(other.summary)),
            "text": (original.said, other.said if other.words >= _A_SENTENCE else ""),
        }
        alike = [name for name, (one, another) in pairs.items() if one and one == another]
        if ("text" in alike and other.words >= _A_TEXT) or ("title" in alike and len(alike) > 1):
            what = " and ".join(filter(None, (", ".join(alike[:-1]), alike[-1])))
            message = f"It is in “{other.lang}”, but has the {what} of {original.path}."
            hint = "Translate it, or take the file away: readers then get the original, and are told so."
            self.report("untranslated-translation", message, Span(path=other.path), hint)

    def _require_date(self, original: Manuscript, shared: Shared) -> None:
        """An original is asked for its date where it is read; a translation that stands by itself is here."""
        if shared.published is None and original.translation and original.section:
            self.report(
                "missing-key",
                "“date” is missing.",
                Span(path=original.path, line=1, column=1),
                "Add a line such as “date: 2026-06-02T09:30:00-03:00”.",
            )

    def _defaults(self, section: str) -> Shared:
        if section not in self._known_defaults:
            shared = Shared()
            for path in section_paths(section):
                if path in self.sections:
                    shared = inherit(shared, self.sections[path].defaults)
            self._known_defaults[section] = NOTHING if shared == NOTHING else shared
        return self._known_defaults[section]

    def _translation(self, own: Manuscript, original: Manuscript, shared: Shared, first: Edition) -> Edition:
        """A translation with a date of its own is published then, but not before what it translates may be."""
        edition = self._edition(own, original, shared)
        if own.shared.published is None:
            return edition
        if edition.publish_at and own.shared.publish_at is None:
            edition = structs.replace(edition, publish_at=edition.published)
        if edition.updated and own.shared.updated is None and edition.updated.instant <= edition.published.instant:
            edition = structs.replace(edition, updated=None)
        if first.draft or not first.dated or first.published.instant >= edition.published.instant:
            return edition
        return structs.replace(edition, translates=Original(lang=first.lang, published=first.published))

    def _edition(self, own: Manuscript, original: Manuscript, shared: Shared) -> Edition:
        dated = self._moment(shared.published) or UNDATED
        publish_at, updated = self._moment(shared.publish_at), self._moment(shared.updated)
        embargoed = publish_at is not None and dated is not UNDATED and publish_at.instant > dated.instant
        published = publish_at if publish_at and embargoed else dated
        if updated and embargoed and updated.instant <= published.instant:
            updated = None  # no reader saw what it was before
        self.found.extend(check_times(own.shared, shared, self.zone))
        return alike(
            Edition,
            own,
            id=own.id.target if own.id else story_id(original, self._folders),
            section=own.section if own.section and original.section else original.section,
            slug=address_word(self.config, self._slug(own, original), own.lang),
            published=published,
            updated=updated,
            publish_at=publish_at,
            expires=self._moment(shared.expires),
            translates=None,
            draft=bool(shared.draft),
            source=self._publisher(shared.source),
            authors=shared.authors or (),
            tags=shared.tags or (),
            image=shared.image,
            related=tuple(self._related(item) for item in shared.related or ()),
            widgets=self._widgets(shared.widgets),
            corrections=tuple(
                CorrectionNote(date=note.date.at(self.zone), text=note.text) for note in shared.corrections or ()
            ),
        )

    def _slug(self, own: Manuscript, original: Manuscript) -> str:
        """The last part of an address: a translation beside its original has that of the original, if no other."""
        beside = (own.section, own.name) == (original.section, original.name)
        return own.slug or (beside and original.slug) or self._name(original if beside else own)

    def _name(self, own: Manuscript) -> str:
        """A file's name as the last part of an address."""
        remedy = "Rename the file, or give it a slug"
        self.found.extend(check_slug(own.name, Span(path=own.path), remedy))
        return own.name

    def _moment(self, when: When | None) -> Moment | None:
        return when.at(self.zone) if when else None

    def _related(self, item: Reference | ExternalCard) -> Reference | ExternalStory:
        if isinstance(item, Reference):
            return item
        source, published = self._publisher(item.source), self._moment(item.published)
        return alike(ExternalStory, item, source=source, published=published)

    def _publisher(self, source: Reference | Publisher | None) -> Publisher | None:
        if not isinstance(source, Reference):
            return source
        known = self.publishers.get(source.target)
        if known is None:
            hint = did_you_mean(source.target, self.publishers) or "Register it in content/_sources.yaml."
            self.report("unknown-source", f"The source “{source.target}” is not registered.", source.span, hint)
            return None
        return known

    def _widgets(self, widgets: tuple[Reference, ...] | None) -> tuple[Reference, ...] | None:
        for widget in widgets or ():
            if widget.target not in self.widgets:
                hint = did_you_mean(widget.target, self.widgets) or "Define it in site.yaml under “widgets”."
                self.report("unknown-widget", f"There is no widget “{widget.target}”.", widget.span, hint)
        return widgets

    def _locales(self, locales: tuple[Reference, ...] | None) -> tuple[str, ...] | None:
        if locales is None:
            return None
        for locale in locales:
            if locale.target not in self.locales:
                hint = did_you_mean(locale.target, self.locales)
                self.report("unknown-locale", f"The site has no locale “{locale.target}”.", locale.span, hint)
        return tuple(locale.target for locale in locales)
