"""The dialect: CommonMark and what newsrooms need besides, as markdown-it plugins."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache, partial
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from gazeta.core.language import direction
from gazeta.sources.comments import HUSH, OPENING
from gazeta.sources.markdown.attributes import ALLOWED
from gazeta.sources.markdown.autolinks import bare_address
from gazeta.sources.markdown.boxes import read_boxes
from gazeta.sources.markdown.brackets import HELPERS
from gazeta.sources.markdown.cjk import CjkInline, join_lines
from gazeta.sources.markdown.comments import skip_comments
from gazeta.sources.markdown.depth import limit_depth
from gazeta.sources.markdown.direction import isolate
from gazeta.sources.markdown.html import CommonMark, Html
from gazeta.sources.markdown.loose import loose
from gazeta.sources.markdown.options import MarkdownOptions
from gazeta.sources.markdown.places import Rule, remember_places
from gazeta.sources.markdown.quotations import end_quotations
from gazeta.sources.markdown.tables import whole_cells
from gazeta.sources.markdown.typesetting import typesetting

_CROSSLINK = re.compile(r"\[\[([^\[\]|#\n]+)(?:#([^\[\]|\n]+))?(?:\|([^\[\]\n]+))?\]\]")
_WEB = re.compile(r"\s*(?:https?://|mailto:)", re.IGNORECASE)
_EMBEDDING = re.compile(r"(?<![\w!])!\Z")
_LIQUID_LINE = re.compile(r"(?:\{%[^%\n]{0,500}%\}\s*)+")
_HEADING_ID = re.compile(rf"([\w.-]++)\}}[ \t]*+(?:{OPENING}{HUSH}*+>[ \t]*+)*+")


class Dialect(MarkdownIt):
    """markdown-it with every address let through: they are judged, and reported, when the text is parsed."""

    def __init__(self, settings: Mapping[str, object]) -> None:
        super().__init__(renderer_cls=Html)
        self.inline = CjkInline()
        self.helpers = HELPERS  # type: ignore[assignment]
        self.configure("commonmark", options_update=settings)

    def validateLink(self, _url: str) -> bool:  # noqa: N802 - markdown-it's name
        """Always true."""
        return True

    @property
    def html(self) -> Html:
        """The renderer, by its own type."""
        return cast("Html", self.renderer)

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        """An address as it stands in HTML; sources link the same places again and again."""
        return _normalized(url)


@lru_cache(maxsize=1024)
def _normalized(url: str) -> str:
    return normalizeLink(url)


@cache
def plain_parser(*, html: bool) -> MarkdownIt:
    """CommonMark and nothing else; raw HTML as it stands, or shown as text."""
    parser = MarkdownIt("commonmark", {"html": html}, renderer_cls=CommonMark)
    if not html:
        skip_comments(parser)
    return parser


@cache
def parser_for(lang: str, options: MarkdownOptions) -> Dialect:
    """The parser of texts in a language; made once for each."""
    parser = Dialect({"html": options.html != "off", "xhtmlOut": False})
    parser.enable(["table", "strikethrough"])
    if options.typography:
        parser.core.ruler.at("smartquotes", typesetting(lang, options.quotes))
        parser.core.ruler.enable("smartquotes")
    if options.linkify:
        parser.inline.ruler.at("linkify", bare_address)
        parser.inline.ruler.enable("linkify")
    _extend(parser)
    parser.core.ruler.push("join_lines", join_lines)
    if direction(lang) == "rtl":
        parser.core.ruler.push("isolate", isolate)
    return parser


def _extend(parser: Dialect) -> None:
    parser.use(footnote_plugin, inline=False)
    parser.use(deflist_plugin)
    parser.use(attrs_plugin, after=("image", "span_close"), spans=True, allowed=ALLOWED)
    _keep_others_braces(parser)
    limit_depth(parser)
    end_quotations(parser)
    read_boxes(parser)
    parser.block.ruler.before("lheading", "leftover", _leftover, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.before("link", "crosslink", _crosslink)
    skip_comments(parser)
    parser.inline.ruler.after("image", "loose", loose)
    parser.block.ruler.at("table", whole_cells(table), {"alt": ["paragraph", "reference"]})
    parser.core.ruler.before("inline", "heading_ids", _heading_ids)
    remember_places(parser)
    rules = cast("dict[str, object]", parser.html.rules)
    rules.update({name: getattr(parser.html, name) for name in rules if name in Html.__dict__})  # over the plugins'


def _keep_others_braces(parser: Dialect) -> None:
    """Leaves Liquid tags, which the plugin takes for comments, and footnotes out of attributes' way."""
    for rule in parser.inline.ruler.__rules__:
        if rule.name == "span":
            rule.fn = partial(_span, rule.fn)
        elif rule.name == "attr":
            rule.fn = partial(_attributes, rule.fn)


def _span(rule: Rule, state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[" or state.src.startswith("[^", state.pos) or not _has_spans(state):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, False) + 1
    return end > 0 and _begins_attributes(state.src, end) and rule(state, silent)


def _has_spans(state: StateInline) -> bool:
    """Whether any could be in the text of a block; kept with the state, for each of its brackets asks for it."""
    try:
        return state.has_spans  # type: ignore[attr-defined,no-any-return]
    except AttributeError:
        state.has_spans = "]{" in state.src  # type: ignore[attr-defined]
        return _has_spans(state)


def _attributes(rule: Rule, state: StateInline, silent: bool) -> bool:
    return _has_ends(state) and _begins_attributes(state.src, state.pos) and rule(state, silent)


def _has_ends(state: StateInline) -> bool:
    """The same of attributes."""
    try:
        return state.has_ends  # type: ignore[attr-defined,no-any-return]
    except AttributeError:
        state.has_ends = "}" in state.src  # type: ignore[attr-defined]
        return _has_ends(state)


def _begins_attributes(text: str, position: int) -> bool:
    return text.startswith("{", position) and not text.startswith("{%", position)


def _crosslink(state: StateInline, silent: bool) -> bool:
    """`[[id]]`, `[[id#anchor]]`, `[[id|text]]`: a link to a story by its id; `[[https://…|text]]` is one as well."""
    if not state.src.startswith("[[", state.pos) or _EMBEDDING.search(state.src, state.pos - 2, state.pos):
        return False
    match = _CROSSLINK.match(state.src, state.pos, state.posMax)
    if match is None or state.src.startswith(("(", "["), match.end()):  # `[[1]](https://…)` is Markdown's own
        return False
    if normalizeReference(match[0][2:-2]) in state.env.get("references", ()):  # so is `[[x]]` where `[x]` is a link
        return False
    elsewhere = _WEB.match(match[1]) is not None
    if elsewhere and match[3] is None:  # the address is a link by itself
        return False
    if not silent:
        target, anchor = match[1].strip(), (match[2] or "").strip()
        meta = {"target": target, "anchor": anchor, "auto": match[3] is None, "written": match[0]}
        if match[3] is None:
            state.push("link_hole", "a", 0).meta = meta
        else:
            opened = state.push("link_open", "a", 1)
            if elsewhere:
                opened.attrs = {"href": target + (f"#{anchor}" if anchor else "")}
            else:
                opened.meta = meta | {"opening": f"{match[0].partition('|')[0]}|", "closing": "]]"}
            state.push("text", "", 0).content = match[3].strip()
            state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _leftover(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A line of nothing but Liquid tags is a paragraph by itself, lest it run into the heading below it."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not line.startswith("{%") or state.is_code_block(start) or not _LIQUID_LINE.fullmatch(line):
        return False
    if not silent:
        state.line = start + 1
        state.push("paragraph_open", "p", 1).map = [start, state.line]
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = line.strip(), [start, state.line], []
        state.push("paragraph_close", "p", -1)
    return True


def _heading_ids(state: StateCore) -> None:
    """`## Title {#id}` gives a heading an id of the editor's choice."""
    for heading, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if heading.type == "heading_open" and "{#" in inline.content:
            text, _, rest = inline.content.rpartition("{#")
            if (match := _HEADING_ID.fullmatch(rest)) and text.endswith((" ", "\t")):
                inline.content = text.rstrip(" \t")
                heading.meta = {"id": match[1]}
