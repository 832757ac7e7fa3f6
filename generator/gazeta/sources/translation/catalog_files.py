"""Catalogs as translators keep them: .po and .pot files, with their headers, comments and obsolete messages.

Reading phrases for a build is `phrasebook`'s work; here files are made and brought up to date, and nothing in them is
lost. polib keeps what Babel 2.18 drops or rewrites on the way: unknown headers, dates, comments of obsolete messages.
"""

from collections.abc import Iterable, Iterator

import polib

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.span import Span
from gazeta.sources.translation.messages import Wanted
from gazeta.sources.translation.phrasebook import plural_header, plural_kinds

_WIDTH = 118
_HEADER = {"Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}


def template(wanted: Iterable[Wanted]) -> str:
    """A .pot file, the same bytes for the same messages."""
    file = polib.POFile(wrapwidth=_WIDTH)
    file.metadata = dict(_HEADER)
    file.extend(_fresh(message, 2) for message in wanted)
    return _text(file)


def updated(old: str, wanted: Iterable[Wanted], lang: str) -> str:
    """A .po file that has the wanted messages in their order, and all that it had before.

    New messages are empty, never guessed. Those that are not wanted any more are kept as comments (`#~`), and come
    back with their translations when they are wanted again. One that has got plural forms keeps its translation as
    the first of them, marked fuzzy.
    """
    file = polib.pofile(old, wrapwidth=_WIDTH) if old.strip() else polib.POFile(wrapwidth=_WIDTH)
    file.metadata = {**_HEADER, **file.metadata, "Language": lang, "Plural-Forms": plural_header(lang)}
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in reversed(list(file))}
    kept = [_kept(known.pop((m.context, m.msgid), None), m, len(plural_kinds(lang))) for m in wanted]
    for entry in known.values():
        entry.obsolete = True
    gone = [entry for entry in file if entry.obsolete and all(entry is not one for one in kept)]
    file[:] = [*kept, *gone]
    return _text(file)


def _fresh(message: Wanted, forms: int) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.msgid, msgctxt=message.context or None)
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = dict.fromkeys(range(forms), "")
    return _described(entry, message)


def _kept(entry: polib.POEntry | None, message: Wanted, forms: int) -> polib.POEntry:
    """What was there, brought up to date."""
    if entry is None:
        return _fresh(message, forms)
    entry.obsolete = False
    if message.plural and not entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgstr, **dict.fromkeys(range(1, forms), "")}
        entry.msgstr = ""
        entry.flags = [*entry.flags, "fuzzy"] if entry.msgstr_plural[0] and not entry.fuzzy else entry.flags
    elif message.plural:
        entry.msgstr_plural = {**dict.fromkeys(range(forms), ""), **entry.msgstr_plural}
    entry.msgid_plural = message.plural
    return _described(entry, message)


def _described(entry: polib.POEntry, message: Wanted) -> polib.POEntry:
    """With what the source says of it: comments, places, and whether it is a format."""
    entry.comment = message.comment
    entry.occurrences = [(place.rpartition(":")[0], place.rpartition(":")[2]) for place in message.places]
    format_flag = "python-format"
    if "%(" in message.msgid and format_flag not in entry.flags:
        entry.flags = [*entry.flags, format_flag]
    return entry


def _text(file: polib.POFile) -> str:
    return str(file).rstrip("\n") + "\n"


def read_template(text: str) -> tuple[Wanted, ...]:
    """The messages of a .pot file."""
    return tuple(
        Wanted(
            msgid=entry.msgid,
            context=entry.msgctxt or "",
            plural=entry.msgid_plural,
            comment=entry.comment,
            places=tuple(":".join(place) for place in entry.occurrences),
        )
        for entry in polib.pofile(text)
    )


def fuzzy_phrases(text: str, path: str) -> Iterator[Diagnostic]:
    """Translations that nobody has confirmed; builds leave them out."""
    try:
        entries = polib.pofile(text)
    except (OSError, ValueError, LookupError) as error:  # what polib raises on files that are none
        yield problem("bad-catalog", f"The catalog cannot be read: {error}.", Span(path=path, line=1))
        return
    for entry in entries:
        if entry.fuzzy and not entry.obsolete:
            message = f"The translation of “{entry.msgid}” is marked fuzzy, so readers do not get it."
            hint = "Look at it, and delete the flag."
            yield problem("fuzzy-phrase", message, Span(path=path, line=entry.linenum), hint)
