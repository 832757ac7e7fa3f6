"""The texts of a site's own configuration: found for translators, and completed by the site's catalogs.

A title, a section's name or a widget's label may be written once, in the site's language; its translations then come
from `locales/<tag>/LC_MESSAGES/gazeta.po`, in the context `site`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct, structs

from gazeta.core.language import same_language
from gazeta.core.layout import CONFIG_FILE, section_file
from gazeta.core.text import Localized, Text
from gazeta.engine.phrase_catalogs import Books
from gazeta.sources.config.section import Section
from gazeta.sources.config.site_config import Config
from gazeta.sources.translation.messages import Wanted
from gazeta.sources.translation.phrasebook import CONTEXT_GLUE

CONTEXT = "site"

_NO_TEXTS = frozenset({"image", "slug", "url"})
"""Fields that are by language as well, but hold addresses."""

T = TypeVar("T")


def wanted_texts(config: Config, sections: Mapping[str, Section]) -> Iterator[Wanted]:
    """The texts of the configuration and of sections that are not there in all of the site's languages."""
    tags = [locale.tag for locale in config.locales]
    files = {section_file(path): section for path, section in sections.items()}
    for file, value in {CONFIG_FILE: config, **files}.items():
        for text in texts_in(value):
            if not all(any(same_language(known.lang, tag) for known in text.texts) for tag in tags):
                yield Wanted(msgid=text.texts[0].value, context=CONTEXT, places=(f"{file}:1",))


def texts_in(value: object) -> Iterator[Localized]:
    """All texts by language in a record, but for words of addresses."""
    if isinstance(value, Localized):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_in(item)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            if name not in _NO_TEXTS:
                yield from texts_in(getattr(value, name))


def with_translations(value: T, books: Books) -> T:
    """A record with the translations of its texts that catalogs of the locales' languages have.

    They stand where a text has none of its own.
    """
    known = {
        (book.lang, key.removeprefix(CONTEXT + CONTEXT_GLUE)): forms[0]
        for tag, shelf in books.items()
        for book in reversed(shelf)
        if same_language(book.lang, tag)
        for key, forms in book.messages.items()
        if key.startswith(CONTEXT + CONTEXT_GLUE)
    }
    return _mapped(value, lambda text: _completed(text, known)) if known else value


def _completed(text: Localized, known: Mapping[tuple[str, str], str]) -> Localized:
    there = {own.lang for own in text.texts}
    more = (
        Text(value=value, lang=tag)
        for (tag, msgid), value in known.items()
        if msgid == text.texts[0].value and tag not in there
    )
    return Localized(texts=(*text.texts, *more))


def _mapped(value: T, change: Callable[[Localized], Localized]) -> T:
    if isinstance(value, Localized):
        return change(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_mapped(item, change) for item in value)  # type: ignore[return-value]
    if not isinstance(value, Struct):
        return value
    fields = {name: getattr(value, name) for name in value.__struct_fields__ if name not in _NO_TEXTS}
    mapped = {name: _mapped(field, change) for name, field in fields.items()}
    changed = {name: field for name, field in mapped.items() if field is not fields[name] and field != fields[name]}
    return structs.replace(value, **changed) if changed else value
