"""Catalogs: what is read, what is left out, what is reported; no text brings the reader down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazeta.sources.translation.phrasebook import Phrasebook, plural_kinds, read_phrasebook
from support import ROOT

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {}\\n"\n\n'
GERMAN = HEADER.format("nplurals=2; plural=(n != 1);")
PATH = "locales/de/LC_MESSAGES/gazeta.po"


def read(text: str, lang: str = "de") -> tuple[Phrasebook, list[str]]:
    book, found = read_phrasebook(text.encode(), PATH, lang)
    assert all(d.code in {"bad-catalog", "not-utf-8", "file-too-large"} and d.span.path == PATH for d in found)
    return book, [f"{d.span.line} {d.message} {d.hint}".strip() for d in found]


def test_messages_by_msgid_and_context() -> None:
    text = GERMAN + (
        '# a comment\n#. for translators\n#: place:3\nmsgid "Summary"\nmsgstr "Zusammen"\n"fassung"\n\n'
        '#, python-format\nmsgctxt "relative time"\nmsgid "%(n)sh ago"\nmsgid_plural "%(n)sh ago"\n'
        'msgstr[0] "vor einer Stunde"\nmsgstr[1] "vor %(n)s Std."\n'
    )
    book, found = read(text)
    assert found == []
    assert book.messages == {
        "Summary": ("Zusammenfassung",),
        "relative time\x04%(n)sh ago": ("vor einer Stunde", "vor %(n)s Std."),
    }


def test_fuzzy_empty_and_obsolete_messages_are_left_out() -> None:
    text = GERMAN + (
        '#, fuzzy\nmsgid "A"\nmsgstr "a"\n\nmsgid "B"\nmsgstr ""\n\nmsgid "C"\nmsgid_plural "D"\nmsgstr[0] ""\nmsgstr[1] ""\n\n'
        '#~ msgid "E"\n#~ msgstr "e"\n#~ msgid broken\n'
    )
    assert read(text) == (Phrasebook(lang="de", messages={}), [])


@pytest.mark.parametrize(
    ("entry", "line", "expected"),
    [
        ('msgid "A %(n)s"\nmsgstr "a %(m)s"\n', 6, "does not have the same placeholders"),
        ('msgid "A %(date)s"\nmsgstr "a %(dat)s"\n', 6, "Did you mean “date”?"),
        ('msgid "A %(n)s"\nmsgstr "a"\n', 6, "does not have the same placeholders"),
        ('msgid "A"\nmsgstr "a %(n)s"\n', 6, "Placeholders here: none."),
        ('msgid "A"\nmsgstr "100 %"\n', 6, "begins no placeholder"),
        ('msgid "A"\nmsgstr "%s"\n', 6, "begins no placeholder"),
        ('msgid "%(n)s"\nmsgid_plural "%(n)s"\nmsgstr[0] "%(x)s"\nmsgstr[1] "%(n)s"\n', 6, "same placeholders"),
        ('msgid "A"\nmsgid_plural "B"\nmsgstr[0] "a"\nmsgstr[1] ""\n', 6, "lacks its plural form for “other”"),
        ('msgid "A"\nmsgid_plural "B"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n', 6, "more translations"),
        ('msgid "A"\nmsgstr "a\n', 7, "neither a comment nor a keyword"),
        ("msgid A\n", 6, "neither a comment nor a keyword"),
        ('msgid "A"\n\nmsgid "B"\nmsgstr "b"\n', 6, "in this order"),
        ('msgstr "a"\n', 6, "in this order"),
        ('"a"\n', 6, "in this order"),
    ],
)
def test_faults(entry: str, line: int, expected: str) -> None:
    text = GERMAN + entry if entry != '"a"\n' else GERMAN.rstrip("\n") + '\n\n# x\nmsgid_plural "a"\n'
    _, found = read(text)
    assert len(found) == 1
    assert expected in found[0]
    assert found[0].startswith(f"{line} ") or entry == '"a"\n'


def test_a_faulty_message_leaves_the_others_in_place() -> None:
    book, found = read(GERMAN + 'msgid "A"\nmsgstr "%s"\n\nmsgid "B"\nmsgstr "b"\n')
    assert book.messages == {"B": ("b",)}
    assert len(found) == 1


def test_plural_counts_are_those_of_cldr() -> None:
    entry = 'msgid "A"\nmsgid_plural "B"\nmsgstr[0] "a"\nmsgstr[1] "b"\n\n'
    book, found = read(GERMAN + entry + entry.replace("A", "C") + 'msgid "D"\nmsgstr "d"\n', "pt-BR")
    assert book.messages == {"D": ("d",)}
    assert len(found) == 1
    assert found[0].startswith("4 The catalog has 2 plural forms; pt-BR takes 3 (one, many, other).")
    assert "nplurals=3" in found[0]
    assert plural_kinds("ar") == ("zero", "one", "two", "few", "many", "other")
    assert plural_kinds("ja") == ("other",)


@pytest.mark.parametrize(
    "header",
    [
        '"Plural-Forms: nplurals=9999; plural=0;\\n"',
        '"Plural-Forms: nplurals=0; plural=0;\\n"',
        '"Plural-Forms: nplurals=99999999999999; plural=0;\\n"',
        '"Plural-Forms: nplurals=x; plural=0;\\n"',
        '"POT-Creation-Date: yesterday\\n"',
        '"Content-Type: text/plain; charset=nonsense\\n"',
        '"Language: xx-nonsense\\n"',
        '"a"',
    ],
)
def test_headers_of_any_kind(header: str) -> None:
    read(f'msgid ""\nmsgstr ""\n{header}\n\nmsgid "A"\nmsgid_plural "B"\nmsgstr[0] "a"\nmsgstr[1] "b"\n')


LINES = st.sampled_from(
    """
    msgid ""|msgid "A %(n)s"|msgid "B"|msgid_plural "C"|msgstr ""|msgstr "a %(n)s"|msgstr "100%"|msgstr[0] "x"|msgstr[1] "y"
    |msgstr[7] "z"|msgstr[99999999999] "z"|msgctxt "m"|"more\\n"|"Plural-Forms: nplurals=3; plural=n;\\n"|"Language: pt\\n"
    |#, fuzzy|# a|#: b:1|#~ msgid "A"|#| msgid "old"|msgid "\\"|"\\x"|msgid|""".replace("\n", "").split("|")
)


@given(st.lists(LINES, max_size=14).map("\n".join))
def test_no_sequence_of_lines_raises(text: str) -> None:
    read(text)


@given(st.binary(max_size=80))
def test_no_bytes_raise(data: bytes) -> None:
    read_phrasebook(data, PATH, "de")


@given(st.text(max_size=60), st.sampled_from(["de", "ar", "xx"]))
def test_no_text_raises(text: str, lang: str) -> None:
    read_phrasebook(GERMAN.encode() + text.encode("utf-8", "surrogatepass"), PATH, lang)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "locales").glob("*/LC_MESSAGES/gazeta.po")), ids=lambda p: p.parts[-3]
)
def test_the_catalogs_that_ship(path) -> None:  # type: ignore[no-untyped-def]
    book, found = read_phrasebook(path.read_bytes(), str(path), path.parts[-3])
    assert found == ()
    assert len(book.messages) >= 40
