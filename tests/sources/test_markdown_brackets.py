"""Labels and addresses of links end where markdown-it ends them; that they are found in linear time is held elsewhere."""

from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import helpers
from markdown_it.rules_inline import StateInline

from gazeta.sources.markdown.brackets import HELPERS, label_end
from gazeta.sources.markdown.destinations import destination
from gazeta.sources.markdown.options import MarkdownOptions
from gazeta.sources.markdown.syntax import parser_for

PIECES = st.sampled_from(
    ["[", "]", "[", "]", "(", ")", "![", "`", "``", "\\", "<", "a", ">", " ", "\n", "[[", "]]", "[^1]", "(b)", "](b)", "[a](b)",
     "{.c}", "*", "<http://a.b>", "<i>", '"t"', "&amp;", "][", "\x7f"]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=30).map("".join)
OTHERS = SimpleNamespace(
    parseLinkLabel=helpers.parseLinkLabel,
    parseLinkDestination=helpers.parseLinkDestination,
    parseLinkTitle=helpers.parseLinkTitle,
)


def labels(text: str, nested: bool, *, own: bool) -> list[int]:
    """Where the labels end that begin in a text, by Gazeta's search or by markdown-it's."""
    parser = parser_for("en", MarkdownOptions())
    env = {"references": {"A": {"href": "x", "title": ""}}}
    starts = [place for place, char in enumerate(text) if char == "["]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parser, "helpers", HELPERS if own else OTHERS)
        if own:
            state = StateInline(text, parser, env, [])
            return [label_end(state, start, nested) for start in starts]
        return [helpers.parseLinkLabel(StateInline(text, parser, env, []), start, nested) for start in starts]


@settings(max_examples=800, deadline=None)
@given(TEXTS, st.booleans())
@example("[[](", True)
@example("[a [b](c) d]", True)
@example("[`]` [x] ]", False)
def test_labels_end_where_markdown_it_ends_them(text: str, nested: bool) -> None:
    assert labels(text, nested, own=True) == labels(text, nested, own=False)


@settings(max_examples=800, deadline=None)
@given(TEXTS, st.integers(0, 40), st.integers(1, 40))
@example("(" * 33 + "a" + ")" * 33, 0, 67)
@example("a\\ b", 0, 4)
def test_addresses_end_where_markdown_it_ends_them(text: str, begin: int, length: int) -> None:
    end = min(begin + length, len(text))
    if begin < end:
        found, other = destination(text, begin, end), helpers.parseLinkDestination(text, begin, end)
        assert (found.ok, found.pos, found.str) == (other.ok, other.pos, other.str)
