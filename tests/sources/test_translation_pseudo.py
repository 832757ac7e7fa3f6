"""Pseudo-locales: longer, accented, and harmless to placeholders (standards rule 57)."""

import re

import pytest

from gazeta.sources.translation.phrasebook import Phrasebook
from gazeta.sources.translation.pseudo import pseudo, pseudo_book


@pytest.mark.parametrize(
    "text",
    [
        "Front page",
        "More in %(section)s",
        "100 %% of %(n)sh ago",
        "(%(language)s)",
        "News feed (Atom)",
        "abcdefghijklmnopqrstuvwxyz",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    ],
)
def test_no_letter_is_left_alone_and_no_placeholder_touched(text: str) -> None:
    made = pseudo(text)
    placeholders = re.compile(r"%\(\w+\)s|%%")
    assert placeholders.findall(made) == placeholders.findall(text)
    assert not re.search("[A-Za-z]", placeholders.sub("", made)), made
    assert len(made) >= round(len(placeholders.sub("", text)) * 1.4)
    assert made.startswith("[")
    assert made.endswith("]")


def test_a_pseudo_book_has_all_messages() -> None:
    english = Phrasebook(lang="en", messages={"A": ("A",), "c\x04%(n)s": ("%(n)s a", "%(n)s b")})
    book = pseudo_book(english, "en-XA")
    assert book.lang == "en-XA"
    assert book.messages.keys() == english.messages.keys()
    assert len(book.messages["c\x04%(n)s"]) == 2
