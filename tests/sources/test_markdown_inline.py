"""Inline elements: the same as markdown-it finds, and a limit to how deep blocks stand in each other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.parser_inline import ParserInline

from gazeta.sources.markdown import render_body
from gazeta.sources.markdown_inline import _BEGIN_WITH, _STOP_TEXT, DispatchingInline
from gazeta.sources.markdown_options import MarkdownOptions
from gazeta.sources.markdown_syntax import parser_for

PIECES = st.sampled_from(
    [*_STOP_TEXT, "a", " ", "é", "漢", "(", ")", "](b)", "[[a]]", "[^1]", "\n[^1]: n\n", "{.x}", "http://a.b", "<b>", "<a@b.c>", "&amp;",
     "<!-- c -->", "**", "~~", "``", "![", '"', "\\\n", "  \n", "[a](b c.pdf)", "{lang=fr}"]
)  # fmt: skip


def test_it_is_known_with_what_each_rule_begins() -> None:
    parser = parser_for("en", MarkdownOptions())
    assert {rule.name for rule in parser.inline.ruler.__rules__} - {"text"} <= _BEGIN_WITH.keys()
    assert {char for char in _STOP_TEXT if parser.inline.terminator_re.match(char)} == set(_STOP_TEXT)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=24).map("".join))
def test_asking_fewer_rules_changes_nothing(text: str) -> None:
    def found() -> object:
        return render_body(text, path="a.md", first_line=1, lang="en", options=MarkdownOptions(html="sanitize"))

    quick = found()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DispatchingInline, "tokenize", ParserInline.tokenize)
        patch.setattr(DispatchingInline, "skipToken", ParserInline.skipToken)
        assert found() == quick


@pytest.mark.parametrize("unit", ["> ", "- ", "1. "])
def test_what_stands_too_deep_is_an_error(unit: str) -> None:
    deep = render_body(unit * 60 + "x", path="a.md", first_line=1, lang="en", options=MarkdownOptions())
    assert [diagnostic.code for diagnostic in deep[1]] == ["nesting-too-deep"]
    body, found = render_body(unit * 12 + "x", path="a.md", first_line=1, lang="en", options=MarkdownOptions())
    assert found == ()
    assert "x" in str(body.prose.parts)
