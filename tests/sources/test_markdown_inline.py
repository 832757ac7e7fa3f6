"""Inline elements: the same as markdown-it finds, and a limit to how deep blocks stand in each other."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import helpers
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline

from gazeta.sources.markdown.body import render_body
from gazeta.sources.markdown.brackets import HELPERS
from gazeta.sources.markdown.inline import _BEGIN_WITH, _STOP_TEXT, DispatchingInline
from gazeta.sources.markdown.options import MarkdownOptions
from gazeta.sources.markdown.syntax import parser_for

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


BRACKETS = st.sampled_from(
    [
        "[",
        "[",
        "]",
        "]",
        "![",
        "](b)",
        "](",
        "\\]",
        "\\[",
        "`",
        "a",
        " ",
        "<b]>",
        "<a:]>",
        "[a][b]",
        "]{.c}",
        "*",
        "[^1]",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(BRACKETS, max_size=30).map("".join))
@example("[a `]` b](c)")
@example("[[[a]](b)")
@example("[a [b](c) d](e)")
def test_a_label_ends_where_markdown_it_ends_it(text: str) -> None:
    def found() -> object:
        options = MarkdownOptions(html="sanitize")
        return render_body(f"{text}\n\n[a]: x\n[b]: y\n", path="a.md", first_line=1, lang="en", options=options)

    quick = found()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HELPERS, "parseLinkLabel", helpers.parseLinkLabel)
        assert found() == quick


@pytest.mark.parametrize("unit", ["[", "[[", "![", "[a", "[^", "[[a|", "{"])
def test_brackets_that_are_only_opened_are_left_at_once(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An element is skipped a few times for each character at most; it was twenty times."""
    skipped = 0
    skip = DispatchingInline.skipToken

    def counted(self: DispatchingInline, state: StateInline) -> None:
        nonlocal skipped
        skipped += 1
        skip(self, state)

    monkeypatch.setattr(DispatchingInline, "skipToken", counted)
    text = unit * (4000 // len(unit))
    render_body(text, path="a.md", first_line=1, lang="en", options=MarkdownOptions())
    assert skipped < 4 * len(text)
