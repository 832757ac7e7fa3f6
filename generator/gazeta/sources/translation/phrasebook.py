"""Phrasebooks: one locale's translations of the interface, read from a gettext catalog (.po)."""

import re
from collections.abc import Iterator
from functools import cache
from gettext import c2py

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po
from babel.plural import to_gettext
from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, Found, problem
from gazeta.core.language import babel_locale
from gazeta.core.span import Span
from gazeta.core.suggest import nearest
from gazeta.sources.characters import read_text
from gazeta.sources.conflicts import conflicts

CONTEXT_GLUE = "\x04"
"""Stands between a message's context and its msgid in a key, as in gettext's compiled catalogs."""

_LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\]) +)?"(?:[^"\\]|\\.)*"')
_ENTRIES = re.compile(r"(?:(?:ct*)?it*(?:st*|pt*(?:nt*)+))*")
_LETTERS = {None: "t", "msgctxt": "c", "msgid": "i", "msgid_plural": "p", "msgstr": "s"}
_FORMS = re.compile(r"nplurals\s*=\s*(\d{1,4})")
_PLACEHOLDER = re.compile(r"%(?:%|\((?P<name>\w+)\)s)?")
_COMPACT = re.compile(r"\be\b")
_COUNTS = (*range(201), 1_000, 1_001, 1_000_000)
"""Enough to tell any two of CLDR's rules for whole numbers apart."""
_KINDS = ("zero", "one", "two", "few", "many", "other")


class Phrasebook(Struct, frozen=True, kw_only=True):
    """Translations into `lang`, by msgid or `context + "\\x04" + msgid`.

    A value holds one text, or one for each plural category in the order of `plural_kinds(lang)`; texts are
    formats for Python's `%` with named placeholders. What is fuzzy or empty in the catalog is not there.
    """

    lang: str
    messages: dict[str, tuple[str, ...]]


def plural_kinds(lang: str) -> tuple[str, ...]:
    """The plural categories of a language, in the order in which its catalogs give the forms (CLDR's)."""
    used = babel_locale(lang).plural_form.tags | {"other"}
    return tuple(kind for kind in _KINDS if kind in used)


def plural_header(lang: str) -> str:
    """The `Plural-Forms` of a language's catalogs, from CLDR's rules for whole numbers.

    Babel 2.18 writes CLDR's operand `e`, which gettext has not, into those of ca, es, fr, it, pt; it is 0 for any
    number that is not in compact form (UTS 35, part 3, “Operands”).
    """
    forms, _, rule = str(to_gettext(babel_locale(lang).plural_form)).partition("plural=")
    return f"{forms}plural={_COMPACT.sub('0', rule)}"


def read_phrasebook(data: bytes, path: str, lang: str) -> Found[Phrasebook]:
    """The phrasebook in a .po file; what is wrong with one of its messages leaves out that message alone."""
    text, unreadable = read_text(data, path)
    lines = [_bare(line) for line in text.split("\n")]
    malformed = unreadable or tuple(conflicts(text, path)) or tuple(_malformed(lines, path))
    empty = Phrasebook(lang=lang, messages={})
    if malformed:
        return empty, malformed
    try:
        catalog = read_po(iter(lines), abort_invalid=True)
    except PoFileError as error:
        return empty, (_bad(f"The catalog cannot be read: {error}.", path, error.lineno + 1),)
    except (ValueError, LookupError, TypeError, AssertionError) as error:
        return empty, (_bad(f"The catalog's header cannot be read: {error}.", path, 1),)
    return _phrasebook(catalog, path, lang, _header_line(lines))


def _bare(line: str) -> str:
    """A line without what the interface does not need: comments (other than flags) and obsolete entries."""
    line = line.strip(" \t\r\f\v")
    return "" if line.startswith("#") and not line.startswith("#,") else line


def _malformed(lines: list[str], path: str) -> Iterator[Diagnostic]:
    """What Babel would take for something else in silence: a missing quote, a keyword out of its place."""
    places, letters = [], ""
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            yield _bad("This line is neither a comment nor a keyword with a text in quotes.", path, number)
            return
        places.append(number)
        letters += _LETTERS.get(match[1], "n")
    order = _ENTRIES.match(letters)
    end = order.end() if order else 0
    if end < len(letters):
        yield _bad("A message must have msgid and msgstr, in this order.", path, places[end])
    declared = _FORMS.search("\n".join(lines))
    if declared and not 1 <= int(declared[1]) <= len(_KINDS):
        yield _bad("No language has so many plural forms.", path, _header_line(lines))


def _header_line(lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines, 1) if _FORMS.search(line)), 1)


def _phrasebook(catalog: Catalog, path: str, lang: str, header: int) -> Found[Phrasebook]:
    messages: dict[str, tuple[str, ...]] = {}
    found: list[Diagnostic] = list(_wrong_rule(catalog, path, lang, header))
    for message in catalog:
        forms = _forms(message)
        if not message.id or message.fuzzy or not any(forms):
            continue
        wrong = _wrong_plurals(message, forms, lang, path, header) or _wrong_placeholders(message, forms, path)
        if wrong:
            found.append(wrong)
        else:
            messages[_key(message)] = forms
    return Phrasebook(lang=lang, messages=messages), tuple(dict.fromkeys(found))


def _wrong_rule(catalog: Catalog, path: str, lang: str, header: int) -> Iterator[Diagnostic]:
    """A rule that groups numbers unlike CLDR: the translator had other forms in mind than readers get."""
    if not any(message.pluralizable for message in catalog):
        return
    hint = f"Write “Plural-Forms: {plural_header(lang)}”."
    try:
        rule = c2py(catalog.plural_expr)
        other = next((n for n in _COUNTS if rule(n) != form_index(lang, n)), None)
    except (ValueError, ZeroDivisionError):
        yield _bad("The catalog's plural rule is not one of gettext's.", path, header, hint)
        return
    if other is not None and catalog.num_plurals == len(plural_kinds(lang)):
        right = form_index(lang, other)
        said = f"The catalog's plural rule gives {other} the form {rule(other)}; in {lang} it takes {right}."
        yield _bad(said, path, header, hint)


@cache
def form_index(lang: str, n: int) -> int:
    """Which of a language's plural forms goes with a count, in the order of `plural_kinds`."""
    return plural_kinds(lang).index(babel_locale(lang).plural_form(n))


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _key(message: Message) -> str:
    context = f"{message.context}{CONTEXT_GLUE}" if message.context else ""
    return context + _singular(message)


def _wrong_plurals(message: Message, forms: tuple[str, ...], lang: str, path: str, header: int) -> Diagnostic | None:
    if not message.pluralizable:
        return None
    kinds = plural_kinds(lang)
    if len(forms) != len(kinds):
        said = f"The catalog has {len(forms)} plural forms; {lang} takes {len(kinds)} ({', '.join(kinds)})."
        return _bad(said, path, header, f"Write “Plural-Forms: {plural_header(lang)}”.")
    if not all(forms):
        missing = kinds[forms.index("")]
        said = f"“{_singular(message)}” lacks its plural form for “{missing}”."
        return _bad(said, path, message.lineno or 1, "Fill all forms, or leave all of them empty.")
    return None


def _wrong_placeholders(message: Message, forms: tuple[str, ...], path: str) -> Diagnostic | None:
    """A plural form may leave placeholders out (Arabic has a word for “two hours”); nothing may add one."""
    plural = message.pluralizable
    wanted = _names(message.id[-1] if plural else _singular(message)) or frozenset()
    for form in forms:
        names = _names(form)
        if names is None:
            said = f"“{_singular(message)}”: a “%” in its translation begins no placeholder."
            return _bad(said, path, message.lineno or 1, "Write %% for a percent sign, %(name)s for a placeholder.")
        if not names <= wanted or (names != wanted and not plural):
            said = f"“{_singular(message)}”: its translation does not have the same placeholders."
            return _bad(said, path, message.lineno or 1, _placeholder_hint(names, wanted))
    return None


def _names(text: str) -> frozenset[str] | None:
    """The names of a format's placeholders; `None` if it is not a format."""
    found = list(_PLACEHOLDER.finditer(text))
    if any(match[0] == "%" for match in found):
        return None
    return frozenset(match["name"] for match in found if match["name"])


def _placeholder_hint(names: frozenset[str], wanted: frozenset[str]) -> str:
    wrong = next(iter(sorted(names - wanted)), "")
    listed = ", ".join(f"%({name})s" for name in sorted(wanted)) or "none"
    return nearest(wrong, wanted) or f"Placeholders here: {listed}."


def _bad(message: str, path: str, line: int, hint: str = "") -> Diagnostic:
    return problem("bad-catalog", message, Span(path=path, line=line), hint)
