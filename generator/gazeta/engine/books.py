"""The phrasebooks of a site's locales: its own catalogs first, then those that ship."""

from collections.abc import Iterator

from msgspec import Struct, json, structs

from gazeta.core.diagnostics import Diagnostic, Found, problem
from gazeta.core.digest import digest_bytes
from gazeta.core.language import fallback_chain, same_language
from gazeta.engine.memory import Memory
from gazeta.sources.config import Config
from gazeta.sources.locales import LocaleConfig
from gazeta.sources.phrasebook import Phrasebook, read_phrasebook
from gazeta.sources.pseudo import PSEUDO_LOCALES, pseudo_book
from gazeta.sources.snapshot import Snapshot

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
    parents and fallbacks, then from English.
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
        by_tag = {tag: shelf.books(tag) for tag in chain}
        books[locale.tag] = tuple(book for tag in chain for book in by_tag[tag])
        found += _lacking(config, locale, needed, by_tag)
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
        self._by_tag: Books = {}

    def books(self, tag: str) -> tuple[Phrasebook, ...]:
        """The phrasebooks of one language: the site's, and the one that ships."""
        if tag not in self._by_tag:
            path = f"locales/{tag}/LC_MESSAGES/gazeta.po"
            texts = [files[path] for files in (self._snapshot.texts, self._snapshot.shipped) if path in files]
            self._by_tag[tag] = tuple(self._read(data, path, tag) for data in dict.fromkeys(texts))
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


def _messages(books: tuple[Phrasebook, ...]) -> frozenset[str]:
    """Without the relative times, which CLDR has for every locale."""
    keys = (key for book in books for key in book.messages)
    return frozenset(key for key in keys if not key.startswith("relative time\x04"))


def _lacking(config: Config, locale: LocaleConfig, needed: frozenset[str], by_tag: Books) -> Iterator[Diagnostic]:
    """A phrase in another region's variety is not lacking; one in another language is."""
    own = [book for tag, books in by_tag.items() if same_language(tag, locale.tag) for book in books]
    lacking = needed - _messages(tuple(own))
    if lacking:
        some = ", ".join(f"“{key.rpartition(chr(4))[2]}”" for key in sorted(lacking)[:3])
        message = f"The locale {locale.tag} lacks {len(lacking)} of {len(needed)} phrases: {some}."
        hint = f"Add them in locales/{locale.tag}/LC_MESSAGES/gazeta.po; until then readers see a fallback."
        yield problem("missing-phrases", message, config.locales_span, hint)
