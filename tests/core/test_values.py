from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json

from gazeta.core.codes import CODES
from gazeta.core.diagnostics import in_order, problem
from gazeta.core.digest import digest
from gazeta.core.json_text import script_json
from gazeta.core.span import Span
from gazeta.core.suggest import did_you_mean, nearest
from gazeta.core.text import Localized, Text

PT, EN = Text(value="Olá", lang="pt"), Text(value="Hello", lang="en")


def test_a_localized_text_follows_the_chain_and_always_gives_something() -> None:
    both = Localized(texts=(EN, PT))
    assert both.pick(["pt-BR", "pt", "en"]) == PT
    assert both.pick(["ja", "en"]) == EN
    assert both.pick([]) == EN


def test_spans_print_what_they_know() -> None:
    assert str(Span(path="a.md")) == "a.md"
    assert str(Span(path="a.md", line=3)) == "a.md:3"
    assert str(Span(path="a.md", line=3, column=7)) == "a.md:3:7"


def test_diagnostics_are_sorted_by_place_and_said_once() -> None:
    late = problem("bad-date", "x", Span(path="b.md", line=2, column=1))
    early = problem("bad-date", "x", Span(path="b.md", line=1, column=9))
    assert in_order([late, early, late]) == (early, late)
    with pytest.raises(KeyError):
        problem("no-such-code", "x", Span(path="b.md"))


def test_codes_are_words_joined_by_hyphens_and_have_a_meaning() -> None:
    for name, code in CODES.items():
        assert name == name.lower().replace("_", "-").replace(" ", "-")
        assert code.meaning.endswith(".")


def test_equal_values_have_equal_digests() -> None:
    noon = datetime(2026, 6, 2, 12, tzinfo=UTC)
    assert digest(EN) == digest(Text(value="Hello", lang="en"))
    assert digest(EN) != digest(PT)
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest(noon) != digest(noon.astimezone(timezone(timedelta(hours=1))) + timedelta(seconds=1))


def test_suggestions() -> None:
    assert did_you_mean("sumary", ["summary", "title"]) == "Did you mean “summary”?"
    assert nearest("zzz", ["summary"]) == ""
    assert did_you_mean("zzz", ["b", "a"]) == "Known: a, b."


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_for_scripts_round_trips_and_cannot_end_the_element(value: object) -> None:
    text = script_json(value)
    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(text)
    assert json.decode(text) == value
