"""The phrasebooks of a site's locales: its own catalogs first, then those that ship."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, json, structs

from gazeta.core.diagnostics import Diagnostic, Found, problem
from gazeta.core.digest import digest_bytes
from gazeta.core.language import fallback_chain, same_language, serving
from gazeta.core.layout import catalog_file, catalog_tag
from gazeta.core.tags import UnknownTag, canonical_tag
from gazeta.engine.memory import Memory
from gazeta.sources.config.locales import LocaleConfig
from gazeta.sources.config.site_config import Config
from gazeta.sources.snapshot import Snapshot
from gazeta.sources.translation.phrasebook import Phrasebook, read_phrasebook
from gazeta.sources.translation.pseudo import PSEUDO_LOCALES, pseudo_book

SOURCE_LANGUAGE = "en"
"""The language of the interface's msgids, and the last resort of every locale."""

Books = dict[str, tuple[Phrasebook, ...]]

_DOCUMENT = "phrasebooks"
_PSEUDO = frozenset(locale.tag for locale in PSEUDO_LOCALES)


class _ReadBook(Struct, frozen=True, array_like=True):
    """A phrasebook as it was read, and what was wrong with it."""

    book: Phrasebook
    found: tuple[Diagnostic, ...]


def read_books(snapshot: Snapshot, config: Config, memory: Memory) -> Found[Books]:
    """For each locale its phrasebooks, best first; a locale that lacks phrases is reported.

    A site's own catalog need not be whole: what it lacks comes from the one that ships, then from the locale's
    parents, other regions and fallbacks (the nearest first), then from English.
    """
    shelf = _Shelf(snapshot, memory)
    needed = _messages(shelf.books(SOURCE_LANGUAGE))
    found: list[Diagnostic] = []
    books: Books = {}
    for locale in config.locales:
        if locale.tag in _PSEUDO:
            english = shelf.books(SOURCE_LANGUAGE)
            books[locale.tag] = (*(pseudo_book(book, locale.tag) for book in english), *english)
            continue
        chain = fallback_chain(locale.tag, config.fallbacks(locale.tag), SOURCE_LANGUAGE)
        books[locale.tag] = tuple(book for tag in serving(chain, shelf.tags) for book in shelf.books(tag))
        found += _lacking(config, locale, needed, books[locale.tag])
    return books, (*shelf.close(), *found)


def with_pseudo_locales(config: Config) -> Config:
    """The configuration with the pseudo-locales besides its own."""
    zone = config.time_zone
    added = (structs.replace(locale, time_zone=zone) for locale in PSEUDO_LOCALES)
    return structs.replace(config, locales=(*config.locales, *added))


class _Shelf:
    """Reads phrasebooks, each once, and none that is remembered."""

    def __init__(self, snapshot: Snapshot, memory: Memory) -> None:
        self._snapshot = snapshot
        self._memory = memory
        data = memory.document(_DOCUMENT)
        self._known = json.decode(data, type=dict[str, _ReadBook]) if data else {}
        self._used: dict[str, _ReadBook] = {}
        self._paths = catalog_paths(snapshot)
        self._by_tag: Books = {}

    @property
    def tags(self) -> Iterable[str]:
        """The languages of all catalogs, those of the site first."""
        return self._paths

    def books(self, tag: str) -> tuple[Phrasebook, ...]:
        """The phrasebooks of one language: the site's, and the one that ships."""
        if tag not in self._by_tag:
            files = [(texts[path], path) for texts, path in self._paths.get(tag, ())]
            self._by_tag[tag] = tuple(self._read(data, path, tag) for data, path in dict(files).items())
        return self._by_tag[tag]

    def _read(self, data: bytes, path: str, tag: str) -> Phrasebook:
        key = f"{path} {digest_bytes(data)}"
        if key not in self._used:
            self._used[key] = self._known.get(key) or _ReadBook(*read_phrasebook(data, path, tag))
        return self._used[key].book

    def close(self) -> tuple[Diagnostic, ...]:
        """What is wrong in all of them; they are remembered."""
        if self._used.keys() != self._known.keys():
            self._memory.write_document(_DOCUMENT, json.encode(self._used))
        return tuple(problem for read in self._used.values() for problem in read.found)


def catalog_paths(snapshot: Snapshot) -> dict[str, list[tuple[Mapping[str, bytes], str]]]:
    """Where catalogs are, by language, the best first: files, and a path in them. The site's come before the shipped.

    A folder may be named as gettext names it, `pt_BR`; one that is no language's has no readers.
    """
    found: dict[str, list[tuple[Mapping[str, bytes], str]]] = defaultdict(list)
    for files in (snapshot.texts, snapshot.shipped):
        for path in sorted(files):
            folder = catalog_tag(path)
            if folder and (tag := _tag(folder)):
                found[tag].append((files, path))
    return dict(found)


def _tag(folder: str) -> str:
    try:
        return canonical_tag(folder)
    except UnknownTag:
        return ""


def _messages(books: tuple[Phrasebook, ...]) -> frozenset[str]:
    """Without the relative times, which CLDR has for every locale."""
    keys = (key for book in books for key in book.messages)
    return frozenset(key for key in keys if not key.startswith("relative time\x04"))


def _lacking(
    config: Config, locale: LocaleConfig, needed: frozenset[str], books: tuple[Phrasebook, ...]
) -> Iterator[Diagnostic]:
    """A phrase in another region's variety is not lacking; one in another language is."""
    own = tuple(book for book in books if same_language(book.lang, locale.tag))
    lacking = needed - _messages(own)
    if lacking:
        some = ", ".join(f"“{key.rpartition(chr(4))[2]}”" for key in sorted(lacking)[:3])
        message = f"The locale {locale.tag} lacks {len(lacking)} of {len(needed)} phrases: {some}."
        hint = f"Add them in {catalog_file(locale.tag)}; until then readers see a fallback."
        yield problem("missing-phrases", message, config.locales_span, hint)
