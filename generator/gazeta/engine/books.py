"""The phrasebooks of a site's locales: its own catalogs first, then those that ship."""

from collections.abc import Iterator

from gazeta.core.diagnostics import Diagnostic, Found, problem
from gazeta.core.language import fallback_chain, same_language
from gazeta.sources.config import Config, LocaleConfig
from gazeta.sources.phrasebook import Phrasebook, read_phrasebook
from gazeta.sources.snapshot import Snapshot

SOURCE_LANGUAGE = "en"
"""The language of the interface's msgids, and the last resort of every locale."""

Books = dict[str, tuple[Phrasebook, ...]]


def read_books(snapshot: Snapshot, config: Config) -> Found[Books]:
    """For each locale its phrasebooks, best first; a locale that lacks phrases is reported.

    A site's own catalog need not be whole: what it lacks comes from the one that ships, then from the locale's
    parents and fallbacks, then from English.
    """
    found: list[Diagnostic] = []
    read: Books = {}
    needed = _messages(_books(snapshot, SOURCE_LANGUAGE, read, found))
    books: Books = {}
    for locale in config.locales:
        chain = fallback_chain(locale.tag, locale.fallback, SOURCE_LANGUAGE)
        by_tag = {tag: _books(snapshot, tag, read, found) for tag in chain}
        books[locale.tag] = tuple(book for tag in chain for book in by_tag[tag])
        found += _lacking(config, locale, needed, by_tag)
    return books, tuple(found)


def _books(snapshot: Snapshot, tag: str, read: Books, found: list[Diagnostic]) -> tuple[Phrasebook, ...]:
    if tag not in read:
        path = f"locales/{tag}/LC_MESSAGES/gazeta.po"
        files = dict.fromkeys(data for files in (snapshot.texts, snapshot.shipped) if (data := files.get(path)))
        books = []
        for data in files:
            book, problems = read_phrasebook(data, path, tag)
            books.append(book)
            found += problems
        read[tag] = tuple(books)
    return read[tag]


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
