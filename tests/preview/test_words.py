"""The preview's own words: whole in every language that Gazeta speaks, and no more than are used."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from gazeta.engine.future import changes
from gazeta.preview.toolbar import WORDS
from gazeta.preview.words import accepted, languages, spoken, words
from gazeta.sources.translation.phrasebook import plural_header, read_phrasebook
from support import ROOT

FOLDER = Path(str(files("gazeta.preview") / "words"))
CLIENT = Path(str(files("gazeta.preview") / "client"))
SCHEDULE = re.compile(r'"((?:is|has|expires|begins|ends)\b[^"]*)"')
"""What `engine.future` says of a change."""


def used() -> set[str]:
    """Every phrase that a template, the toolbar or a change asks for."""
    texts = "".join(path.read_text(encoding="utf-8") for path in CLIENT.glob("*.html"))
    asked = set(re.findall(r'_\("([^"]+)"', texts))
    asked |= set(re.findall(r'(?:heading|entries|files)\("[^"]+"(?:, "([^"]+)")?', texts)) - {""}
    asked |= set(re.findall(r'files\("([^"]+)"', texts))
    asked |= {"Translated", "Outdated", "In another language", "Missing", "Error", "Warning"}
    future = Path(changes.__code__.co_filename).read_text(encoding="utf-8")
    return asked | set(WORDS.values()) | set(SCHEDULE.findall(future))


def messages(tag: str) -> dict[str, tuple[str, ...]]:
    book, found = read_phrasebook((FOLDER / f"{tag}.po").read_bytes(), f"{tag}.po", tag)
    assert found == ()
    return book.messages


def test_it_speaks_what_gazeta_speaks() -> None:
    shipped = {path.name for path in (ROOT / "locales").iterdir() if path.is_dir()}
    assert set(languages()) == shipped


@pytest.mark.parametrize("tag", languages())
def test_a_catalog_is_whole(tag: str) -> None:
    assert messages(tag).keys() == used()
    text = (FOLDER / f"{tag}.po").read_text(encoding="utf-8")
    assert "#, fuzzy" not in text
    assert plural_header(tag) in text
    for msgid, (translated,) in messages(tag).items():
        assert re.findall(r"%\(\w+\)s", translated) == re.findall(r"%\(\w+\)s", msgid)
        assert translated.strip() == translated != ""


@pytest.mark.parametrize("tag", [tag for tag in languages() if tag != "en"])
def test_a_catalog_is_translated(tag: str) -> None:
    same = [msgid for msgid, (translated,) in messages(tag).items() if msgid == translated]
    assert len(same) <= 2, same


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("pt-BR,pt;q=0.9,en;q=0.8", "pt-BR"),
        ("pt", "pt-BR"),
        ("de-AT", "de"),
        ("zh-TW,en;q=0.5", "zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("en;q=0.1, ja", "ja"),
        ("xx,tlh;q=0.9", "en"),
        ("", "en"),
        ("*", "en"),
        ("fr;q=0", "en"),
        ("de;q=x", "de"),
        (";;;,,,=", "en"),
        ("a" * 10_000, "en"),
        ("pt_BR", "en"),
    ],
)
def test_the_language_that_a_browser_asks_for(header: str, expected: str) -> None:
    assert spoken(accepted(header)) == expected


def test_words_fall_back_to_english() -> None:
    assert words("pt-BR").phrase("Desk").value == "Mesa da redação"
    assert words("pt-BR").phrase("Never written").value == "Never written"
