"""All messages that a site's readers meet, and what its catalogs lack of them."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.language import same_language, serving
from gazeta.core.layout import MESSAGES_FILE, catalog_file
from gazeta.core.span import Span
from gazeta.engine.parse import Inputs
from gazeta.engine.phrase_catalogs import SOURCE_LANGUAGE, catalog_paths
from gazeta.engine.site_texts import CONTEXT, wanted_texts
from gazeta.sources.characters import read_text
from gazeta.sources.snapshot import Snapshot
from gazeta.sources.translation.catalog_files import fuzzy_phrases, read_template
from gazeta.sources.translation.messages import Wanted
from gazeta.sources.translation.phrasebook import Phrasebook, read_phrasebook
from gazeta.theming.templates.extraction import phrases_in
from gazeta.theming.theme import assemble_theme


class Messages(Struct, frozen=True, kw_only=True):
    """`theirs` are those that Gazeta's own catalogs have; `own` those that the site's theme and settings add."""

    theirs: tuple[Wanted, ...]
    own: tuple[Wanted, ...]


def messages_of(snapshot: Snapshot, inputs: Inputs) -> Messages:
    """The messages of a site, each once, with all its places."""
    config = inputs.config
    theirs = read_template(read_text(snapshot.shipped.get(MESSAGES_FILE, b""), MESSAGES_FILE)[0])
    known = {message.key for message in theirs}
    theme, _ = assemble_theme(snapshot.texts, snapshot.shipped, config.theme, config.theme_span)
    templates = {name: text for name, (_, text) in theme.templates.items()}
    found = (*phrases_in(templates), *wanted_texts(config, inputs.sections))
    return Messages(theirs=theirs, own=_merged(message for message in found if message.key not in known))


def _merged(messages: Iterable[Wanted]) -> tuple[Wanted, ...]:
    """The same message at several places is one."""
    merged: dict[str, Wanted] = {}
    for message in messages:
        first = merged.get(message.key, message)
        places = dict.fromkeys((*first.places, *message.places))
        merged[message.key] = Wanted(
            msgid=message.msgid,
            context=message.context,
            plural=first.plural or message.plural,
            comment=first.comment or message.comment,
            places=tuple(places),
        )
    return tuple(merged.values())


def catalog_path(snapshot: Snapshot, tag: str) -> str:
    """Where a site keeps its catalog of a language, or is to keep it."""
    own = (path for files, path in catalog_paths(snapshot).get(tag, ()) if files is snapshot.texts)
    return next(own, catalog_file(tag))


def catalog_problems(
    snapshot: Snapshot, inputs: Inputs, messages: Messages, tags: Iterable[str]
) -> Iterator[Diagnostic]:
    """What is wrong with the catalogs of some locales: faults, fuzzy translations, messages without one.

    The texts of the site's own settings may stay as they are: a name is a name.
    """
    paths = catalog_paths(snapshot)
    needed = [message for message in (*messages.theirs, *messages.own) if message.context != CONTEXT]
    for tag in tags:
        own: list[Phrasebook] = []
        for known in serving((tag,), paths):
            for files, path in paths[known]:
                book, found = read_phrasebook(files[path], path, known)
                own.append(book)
                yield from found
                yield from fuzzy_phrases(read_text(files[path], path)[0], path) if not found else ()
        yield from _untranslated(inputs, snapshot, tag, needed, own)


def _untranslated(
    inputs: Inputs, snapshot: Snapshot, tag: str, needed: Iterable[Wanted], own: list[Phrasebook]
) -> Iterator[Diagnostic]:
    path = catalog_path(snapshot, tag)
    span = Span(path=path) if path in snapshot.texts else inputs.config.locales_span
    english = same_language(tag, SOURCE_LANGUAGE)  # its messages are their own translations
    for message in needed:
        if not english and not any(message.key in book.messages for book in own):
            said = f"“{message.msgid}” has no translation for {tag}."
            hint = f"Add it in {path}; `gazeta translations update` prepares the file."
            yield problem("untranslated-phrase", said, span, hint)
