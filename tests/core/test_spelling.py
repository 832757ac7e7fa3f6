"""Names in other spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazeta.core.spelling import Names, composed, decoded, encoded, folded, names_of, same
from gazeta.core.suggest import did_you_mean, nearest

NFD, NFC = "e\u0301te\u0301", "\u00e9t\u00e9"


@pytest.mark.parametrize(
    ("written", "letters", "in_html"),
    [
        ("/a/b", "/a/b", "/a/b"),
        (f"/{NFD}/", f"/{NFC}/", "/%C3%A9t%C3%A9/"),
        ("/e%cc%81t%C3%a9/", f"/{NFC}/", "/%C3%A9t%C3%A9/"),
        ("/a%2Fb%20c?q=%26#%23", "/a/b c?q=&##", "/a%2Fb%20c?q=%26#%23"),
        ("/%E9t%FF/", "/%E9t%FF/", "/%E9t%FF/"),
        ("/100%/%zz/%", "/100%/%zz/%", "/100%/%zz/%"),
        ("/%D0%BD%2f%D0%BE", "/н/о", "/%D0%BD%2F%D0%BE"),
    ],
)
def test_percent_codes(written: str, letters: str, in_html: str) -> None:
    assert decoded(written) == letters
    assert encoded(written) == in_html


@given(st.text())
def test_once_is_enough(text: str) -> None:
    assert composed(composed(text)) == composed(text)
    assert folded(folded(text)) == folded(text)
    assert folded(composed(text)) == folded(text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_addresses_in_html_are_composed_ascii(text: str) -> None:
    once = encoded(text)
    assert once.isascii()
    assert encoded(once) == once
    assert decoded(once) == decoded(text)


def test_names_are_found_in_any_spelling_as_long_as_one_is_meant() -> None:
    names = names_of(["Photo.JPG", f"{NFC}.md", "A.md", "a.md", "Straße", "100%25.png"])
    assert names.key("photo.jpg") == "Photo.JPG"
    assert names.key(f"{NFD}.md") == names.key("%C3%89t%C3%A9.MD") == f"{NFC}.md"
    assert names.key("a.md") == "a.md"
    assert names.key("A.MD") is None
    assert names.key("STRASSE") == "Straße"
    assert names.key("100%25.png") == "100%25.png"
    assert names.key("nothing") is None
    assert Names({"x": 0}).find("X") == 0


def test_in_what_two_names_differ() -> None:
    assert same("a", "b") == same("a", "a") == ""
    assert same("Cafe", "cafe") == same("%C3%89", "é") == "case"
    assert same(NFD, NFC) == same("%C3%A9t%C3%A9", NFC) == "form"


def test_a_hint_never_proposes_what_was_written() -> None:
    assert nearest("summary", ["summary"]) == ""
    assert did_you_mean("summary", ["summary"]) == ""
    assert did_you_mean("summary", ["summary", "zzz"]) == "Known: zzz."
    assert nearest("Summary", ["summary"]) == "Did you mean “summary”? Only capital and small letters differ."
    assert nearest(NFD, [NFC]) == f"Did you mean “{NFC}”? The two look alike; the characters in them are others."
    assert "latin small letter e, this a cyrillic small letter ie" in nearest("sеntence", ["sentence"])
    assert nearest("sumary", ["summary"]) == "Did you mean “summary”?"
