"""Quotations end where markdown-it ends them; that it is found in linear time is held by tests/test_linear.py."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gazeta.sources.markdown import quotations as markdown_quotations
from gazeta.sources.markdown.body import render_body
from gazeta.sources.markdown.options import MarkdownOptions

PIECES = st.sampled_from(
    [">", "> ", ">> ", " >", "    ", "  ", "- ", "1. ", "# a", "#", "a", "---", "***", "* * *", "```", "~~~", "::: aside",
     ":::", "===", "|a|", "|-|", ": b", "[^1]: c", "<div>", "\t"]
)  # fmt: skip
LINES = st.lists(st.lists(PIECES, max_size=4).map("".join), max_size=12).map("\n".join)


@settings(max_examples=600, deadline=None)
@given(LINES)
@example("a\n>>\nb\n>>\nc")
@example("> a\n>     # b\nc")
@example("> a\n> ===\nb\n> ---\nc")
@example("- > # a\n  b\n> ```\nc\n> ```\nd")
def test_a_quotation_ends_where_markdown_it_ends_it(text: str) -> None:
    def found() -> object:
        return render_body(text, path="a.md", first_line=1, lang="en", options=MarkdownOptions(html="sanitize"))

    quick = found()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown_quotations, "_end", lambda _state, _start, end: end)
        assert found() == quick
