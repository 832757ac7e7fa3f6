"""Comments never reach a reader: whatever stands around them, in all modes of `markdown.html`."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazeta.core.diagnostics import Diagnostic
from gazeta.sources.comments import without_comments
from gazeta.sources.markdown.body import render_body
from gazeta.sources.markdown.options import MarkdownOptions
from gazeta.sources.prose import Body

MODES = ("off", "sanitize", "trusted")


def render(text: str, html: str, **more: bool) -> tuple[Body, tuple[Diagnostic, ...]]:
    options = MarkdownOptions(html=html, **more)  # type: ignore[arg-type]
    return render_body(text, path="a.md", first_line=1, lang="en", options=options)


PIECES = st.sampled_from(
    [
        "word", " ", "\n", "\n\n", "- ", "> ", "# ", "    ", "1. ", "| a | b |\n|---|---|\n| ", "::: aside\n", "\n:::\n", "*",
        "_", "**", "[", "](x.md)", "![", "<div>", "</div>", "<b title='", "'>", "\\", "{#id}", "[^1]", "\n[^1]: ", ": ", "***",
        "{% a %}", "&lt;", "\t", "~~~ x", "<p>",
    ]
)  # fmt: skip
INSIDE = st.lists(PIECES, max_size=6).map("".join)
COMMENT = INSIDE.map(lambda inside: f"<!-- SECRET {inside} SECRET -->")
TEXTS = st.lists(st.one_of(PIECES, COMMENT), max_size=16).map("".join)


@pytest.mark.parametrize("html", MODES)
@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_no_comment_reaches_a_reader(html: str, text: str) -> None:
    text = re.sub(r"\\+<!--", "<!--", text)  # an escaped one is none
    body, _ = render(text, html)
    shown = [str(part) for part in body.prose.parts] + [heading.text + heading.id for heading in body.headings]
    plain = " ".join(shown)
    if "<pre" not in plain and "~~~" not in text:  # in code it is shown as code
        assert "SECRET" not in plain
    assert "\ufdd2" not in plain


@pytest.mark.parametrize("html", MODES)
def test_comments_are_left_out_of_plain_commonmark_where_html_is_shown_as_text(html: str) -> None:
    body, _ = render("a <!-- SECRET --> b\n\n<!-- SECRET\n\nx -->\n", html, extensions=False)
    assert ("SECRET" in str(body.prose.parts)) == (html == "trusted")


def test_a_comment_of_obsidian_over_several_lines() -> None:
    body, found = render("a\n\n%%\nSECRET\n\nSECRET\n%%\n\nb 100 %% c %% d", "off")
    assert body.prose.parts == ("<p>a</p>\n<p>b 100 %% c %% d</p>\n",)
    assert [diagnostic.code for diagnostic in found] == ["foreign-comment"]


def test_scripts_of_trusted_html_keep_theirs() -> None:
    script = "<script>\nvar a = '<!-- x -->';\n</script>"
    assert render(script, "trusted")[0].prose.parts == (script,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A <!-- b --> c", "A c"),
        ("A<!-- b -->", "A"),
        ("<!-- b --> c <!-- d -->e", "c e"),
        ("A {# b #} c {>>d<<}", "A c"),
        ("100 %% b %%", "100 %% b %%"),
        ("{# b", "{# b"),
    ],
)
def test_plain_texts(text: str, expected: str) -> None:
    assert without_comments(text) == (expected, True)


def test_a_plain_text_with_a_comment_that_never_ends() -> None:
    assert without_comments("A <!-- b") == ("A", False)
