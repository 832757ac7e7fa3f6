"""Rules 52 to 56 of the project's list of standards, each by its number: templates' phrases and their catalogs."""

import re
from gettext import c2py

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazeta.core.language import babel_locale
from gazeta.sources.translation.catalog_files import template, updated
from gazeta.sources.translation.messages import Wanted
from gazeta.sources.translation.phrasebook import plural_header, plural_kinds, read_phrasebook
from gazeta.theming.templates.extraction import UnreadTemplate, phrases_in
from support import ROOT
from theming.samples import catalog_tags, theme

SHIPPED = {tag: ROOT / "locales" / tag / "LC_MESSAGES" / "gazeta.po" for tag in catalog_tags()}
POT = ROOT / "locales" / "gazeta.pot"
FORTY_SIX = """
    am ar bg bn ca cs de el en es eu fa fi fr gl he hi hu hy id it ja ka kk km ko mr my nl pl pt-BR pt-PT ro ru sv sw
    ta te th tr uk ur uz vi zh-Hans zh-Hant
""".split()


def test_rule_52_every_phrase_of_the_templates_is_in_the_template_catalog() -> None:
    known = {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(POT))}
    templates = {name: text for name, (_, text) in theme().templates.items()}
    found = {(message.context, message.msgid) for message in phrases_in(templates)}
    assert found <= known
    assert len(found) > 30


def test_rule_52_a_template_that_does_not_parse_is_no_silence() -> None:
    with pytest.raises(UnreadTemplate, match=r"a\.html"):
        list(phrases_in({"a.html": "{% nonsense %}{{ _('A') }}"}))


def test_rule_53_an_update_of_what_is_up_to_date_changes_nothing_contexts_and_all() -> None:
    wanted = [Wanted(msgid="Spot", context="market", places=("a.html:1",)), Wanted(msgid="Spot"), COUNTED]
    once = updated("", wanted, "pt-BR")
    assert updated(once, wanted, "pt-BR") == once
    assert 'msgctxt "market"' in once
    assert template(wanted) == template(wanted)
    assert "POT-Creation-Date" not in template(wanted)


COUNTED = Wanted(msgid="%(n)s article", plural="%(n)s articles", comment="A count.")


@pytest.mark.parametrize("wrong", ["%(data)s", "%s", "100 %", "%(date)", ""])
def test_rule_54_a_broken_placeholder_is_found_before_a_reader_meets_it(wrong: str) -> None:
    text = (
        f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "On %(date)s"\nmsgstr "Am {wrong}"\n'
    )
    book, found = read_phrasebook(text.encode(), "locales/de/LC_MESSAGES/gazeta.po", "de")
    assert book.messages == {}
    assert [(problem.code, problem.span.line) for problem in found] == [("bad-catalog", 4)]


def test_rule_55_the_shipped_catalogs_are_whole() -> None:
    assert sorted(SHIPPED) == sorted(FORTY_SIX)
    needed = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(POT))}
    for tag, path in SHIPPED.items():
        catalog = polib.pofile(str(path))
        assert {(entry.msgctxt, entry.msgid) for entry in catalog} == needed, tag
        assert not [entry.msgid for entry in catalog if entry.fuzzy or entry.obsolete or not entry.translated()], tag
        book, found = read_phrasebook(path.read_bytes(), str(path), tag)
        assert (len(book.messages), found) == (len(needed), ()), tag


def test_rule_55_each_catalog_is_in_its_own_words() -> None:
    """A copied catalog would show: no two languages share more than a few phrases."""
    texts = {tag: {e.msgid: e.msgstr for e in polib.pofile(str(path)) if e.msgstr} for tag, path in SHIPPED.items()}
    for tag, own in texts.items():
        for other, theirs in texts.items():
            same = [
                msgid for msgid in own if own[msgid] == theirs.get(msgid) and re.search(r"[^\W\d_]{4}", own[msgid])
            ]
            near = {tag.partition("-")[0], other.partition("-")[0]}
            relatives = len(near) == 1 or near in ({"gl", "pt"}, {"gl", "es"}, {"es", "pt"}, {"hi", "mr"})
            assert tag == other or relatives or len(same) <= 9, (tag, other, same)


@pytest.mark.parametrize("tag", [*FORTY_SIX, "lv", "mk", "si", "cy", "mt", "sl", "ga", "be", "lt", "hr", "pt"])
def test_rule_56_plural_headers_group_numbers_as_cldr_does(tag: str) -> None:
    header = plural_header(tag)
    count, _, rule = header.partition("; plural=")
    kinds, form = plural_kinds(tag), c2py(rule.rstrip(";"))
    assert count == f"nplurals={len(kinds)}"
    for n in (*range(1_001), 1_000_000, 1_000_001):
        assert kinds[form(n)] == babel_locale(tag).plural_form(n), (tag, n)
    if tag in SHIPPED:
        said = polib.pofile(str(SHIPPED[tag])).metadata["Plural-Forms"]
        own = c2py(said.partition("plural=")[2].rstrip(";"))
        assert all(own(n) == form(n) for n in (*range(1_001), 1_000_000)), said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("nplurals=2; plural=(n != 1);", "gives 0 the form 1; in pt it takes 0"),  # what `pybabel init` writes for pt
        ("nplurals=2; plural=n^^2;", "cannot be read"),
        ("nplurals=9; plural=0;", "No language has so many"),
    ],
)
def test_rule_56_a_header_that_groups_otherwise_is_an_error(rule: str, said: str) -> None:
    forms = "".join(f'msgstr[{number}] "%(n)s x"\n' for number in range(3 if "2;" in rule else 2))
    text = (
        f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {rule}\\n"\n\n'
        f'msgid "%(n)s a"\nmsgid_plural "%(n)s b"\n{forms}'
    )
    _, found = read_phrasebook(text.encode(), "locales/pt/LC_MESSAGES/gazeta.po", "pt")
    assert found
    assert found[0].span.line == 4 or "cannot be read" in found[0].message
    assert any(said in problem.message or "plural" in problem.message.lower() for problem in found), found


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12)
MESSAGES = st.builds(
    Wanted,
    msgid=TEXTS,
    context=st.sampled_from(["", "a", "b"]),
    plural=st.one_of(st.just(""), TEXTS),
    comment=st.sampled_from(["", "For translators."]),
    places=st.sampled_from([(), ("a.html:3",)]),
)
LISTS = st.lists(MESSAGES, max_size=6, unique_by=lambda message: message.key)


@settings(max_examples=150, deadline=None)
@given(before=LISTS, after=LISTS, words=st.lists(TEXTS, min_size=6, max_size=6))
def test_an_update_loses_nothing(before: list[Wanted], after: list[Wanted], words: list[str]) -> None:
    file = polib.pofile(updated("", before, "de"))
    file.metadata["X-Generator"] = "A tool"
    for entry, word in zip(file, words, strict=False):
        entry.tcomment = "a note"
        if entry.msgid_plural:
            entry.msgstr_plural = {0: word, 1: f"{word}s"}
        else:
            entry.msgstr = word
    done = polib.pofile(updated(str(file), after, "de"))
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in done}
    assert done.metadata["X-Generator"] == "A tool"
    assert [key for key, entry in known.items() if not entry.obsolete] == [(m.context, m.msgid) for m in after]
    for entry in file:
        now = known[entry.msgctxt or "", entry.msgid]
        said = {entry.msgstr, *entry.msgstr_plural.values()} - {""}
        kept = {now.msgstr, *now.msgstr_plural.values()}
        assert said <= kept, (str(entry), str(now))
        assert now.tcomment == entry.tcomment
    again = updated(updated(str(file), after, "de"), before, "de")
    back = {(entry.msgctxt or "", entry.msgid): entry for entry in polib.pofile(again)}
    assert {(m.context, m.msgid) for m in (*before, *after)} == set(back)
