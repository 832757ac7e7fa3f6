"""What we expect of markdown-it's insides; docs/library-edges.md says why."""

import inspect
from types import SimpleNamespace

from markdown_it import MarkdownIt, helpers
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.footnote import footnote_plugin


def test_markdown_it_rules_can_be_replaced() -> None:
    parser = MarkdownIt("commonmark")
    rules = {rule.name: rule for rule in parser.inline.ruler.__rules__}
    reason = "sources/markdown/places, quotations and syntax wrap rules that they find in __rules__"
    assert {"link", "image", "autolink", "html_inline"} <= rules.keys(), reason
    assert "blockquote" in {rule.name for rule in parser.block.ruler.__rules__}, reason
    assert parser.render("<http://a>").startswith("<p><a"), reason  # so there is a cache
    rules["autolink"].fn = lambda _state, _silent: False
    assert parser.render("<http://a>").startswith("<p><a"), "the old rule is cached; places empties __cache__"
    parser.inline.ruler.__cache__ = None
    assert parser.render("<http://a>") == "<p>&lt;http://a&gt;</p>\n", "sources/markdown/places empties __cache__"


def test_markdown_it_inline_parser_is_a_loop_over_rules() -> None:
    reason = "sources/markdown/inline writes tokenize and skipToken anew, and cjk parse"
    assert list(inspect.signature(ParserInline.tokenize).parameters) == ["self", "state"], reason
    assert list(inspect.signature(ParserInline.skipToken).parameters) == ["self", "state"], reason
    assert list(inspect.signature(ParserInline.parse).parameters) == ["self", "src", "md", "env", "tokens"], reason
    state = StateInline("a]b", MarkdownIt(), {}, [])
    fields = {"pos", "posMax", "pending", "level", "linkLevel", "cache", "tokens", "src", "md", "env"}
    assert all(hasattr(state, name) for name in fields), reason
    parser = MarkdownIt("commonmark")
    assert parser.inline.ruler2.getRules(""), reason
    assert parser.options.maxNesting > 0, reason


def test_markdown_it_rules_of_inline_elements_are_those_we_know() -> None:
    parser = MarkdownIt("commonmark").enable(["strikethrough"])
    footnote_plugin(parser, inline=False)
    attrs_plugin(parser, spans=True)
    names = {rule.name for rule in parser.inline.ruler.__rules__}
    known = (
        "text linkify newline escape backticks strikethrough emphasis link image autolink html_inline entity".split()
    )
    reason = "sources/markdown/inline asks a rule only at characters that it may begin with"
    assert names == {*known, "footnote_ref", "span", "attr"}, reason


def test_markdown_it_helpers_find_where_labels_end() -> None:
    state = StateInline("[a [b] c] d", MarkdownIt(), {}, [])
    reason = "sources/markdown/brackets stands before this helper"
    assert helpers.parseLinkLabel(state, 0, False) == 8, reason
    state.last_closing = 8  # type: ignore[attr-defined]  # brackets keeps it there, so a state must have a __dict__
    asked: list[int] = []

    def label(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803
        asked.append(start)
        return helpers.parseLinkLabel(state, start, disableNested)

    parser = MarkdownIt("commonmark")
    parser.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkLabel=label,
        parseLinkDestination=helpers.parseLinkDestination,
        parseLinkTitle=helpers.parseLinkTitle,
    )
    assert "<a" in parser.render("[a](b)"), reason
    assert asked == [0], "rules for links call the parser's own helpers (sources/markdown/brackets)"


def test_markdown_it_delimiters_are_scanned_by_the_state() -> None:
    asked: list[int] = []

    class State(StateInline):
        def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
            asked.append(start)
            return super().scanDelims(start, canSplitWord)

    parser = MarkdownIt("commonmark")
    state = State("**a**", parser, {}, [])
    parser.inline.tokenize(state)
    assert asked[0] == 0, "sources/markdown/cjk overrides scanDelims"
    assert tuple(Scanned(True, False, 2)) == (True, False, 2), "sources/markdown/cjk makes Scanned by place"


def test_markdown_it_lets_addresses_through_by_two_methods() -> None:
    class Parser(MarkdownIt):
        def validateLink(self, url: str) -> bool:  # noqa: N802
            return True

        def normalizeLink(self, url: str) -> str:  # noqa: N802
            return "X"

    reason = "sources/markdown/syntax overrides validateLink and normalizeLink to judge addresses itself"
    assert 'href="X"' in Parser("commonmark").render("[a](javascript:b)"), reason


def test_markdown_it_renderer_collects_its_rules_by_name() -> None:
    rules = MarkdownIt("commonmark").renderer.rules  # type: ignore[attr-defined]
    reason = "sources/markdown/syntax puts our methods over the plugins' in the renderer's rules"
    assert {"fence", "code_block", "image"} <= set(rules), reason


def test_markdown_it_blocks_know_their_lines() -> None:
    token = MarkdownIt("commonmark").parse("a\n\n> b\n> c\n")[3]
    assert (token.type, token.map) == ("blockquote_open", [2, 4]), "sources/markdown/places counts lines by Token.map"
    seen: list[tuple[int, ...]] = []

    def note(state: StateBlock, _start: int, _end: int, _silent: bool) -> bool:
        seen.append((state.bMarks[0], state.tShift[0], state.eMarks[0], state.sCount[0], state.blkIndent))
        return False

    parser = MarkdownIt("commonmark")
    parser.block.ruler.before("blockquote", "note", note)
    parser.render("  > a")
    assert seen[0] == (0, 2, 5, 2, 0), "sources/markdown/quotations, boxes, comments and depth read marks of lines"
