"""Tokens to HTML5, with marks where the holes are.

A mark is a number between two private-use characters. It stands for a tag in the text, or is the value of an
attribute (`src`, `data-hole`), so that it survives sanitising; `parts` cuts the text at the marks.
"""

import re
from collections.abc import MutableMapping, Sequence
from html import escape
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from gazeta.sources.prose import ImageAddress, Part, Phrase

Env = MutableMapping[str, Any]
Tokens = Sequence[Token]

_START, _END = "\ue000", "\ue001"
_MARK = re.compile(f'(?:src|data-hole)="{_START}(\\d+){_END}"|{_START}(\\d+){_END}')
RESERVED = re.compile(f"[{_START}{_END}]")
"""Characters that a text may not bring along."""

_ALIGN = {"text-align:left": "start", "text-align:right": "end", "text-align:center": "center"}


def mark(env: Env, hole: Part) -> str:
    """Notes a hole and returns the mark to put in its place."""
    env["holes"].append(hole)
    return f"{_START}{len(env['holes']) - 1}{_END}"


def parts(html: str, holes: Sequence[Part]) -> tuple[Part, ...]:
    """The text cut at its marks, without empty pieces."""
    found: list[Part] = []
    position = 0
    for match in _MARK.finditer(html):
        found += [html[position : match.start()], holes[int(match[1] or match[2])]]
        position = match.end()
    return tuple(part for part in (*found, html[position:]) if part != "")


class CommonMark(RendererHTML):
    """markdown-it's renderer, to the letter of CommonMark's examples: an empty block quote has two lines."""

    def blockquote_open(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: Env) -> str:
        """A block quote."""
        after_text = "\n" if idx and tokens[idx - 1].hidden else ""
        return f"{after_text}<blockquote{self.renderAttrs(tokens[idx])}>\n"


class Html(CommonMark):
    """markdown-it's renderer, with the elements that Gazeta writes in its own way."""

    def heading_open(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: Env) -> str:
        """A heading with its id."""
        return f'<{tokens[idx].tag} id="{escape(str(tokens[idx].attrs["id"]))}">'

    def hole(self, tokens: Tokens, idx: int, _options: OptionsDict, env: Env) -> str:
        """A hole that stands for a tag."""
        return mark(env, tokens[idx].meta["hole"])

    crosslink_open = crosslink_close = link_hole = hole

    def dropped(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: Env) -> str:
        """A tag that was taken away."""
        return ""

    def image(self, tokens: Tokens, idx: int, _options: OptionsDict, env: Env) -> str:
        """An image; the address of one of this site's own is a hole."""
        token = tokens[idx]
        source = str(token.attrs["src"])
        address = escape(source) if token.meta.get("external") else mark(env, ImageAddress(src=source))
        rest = ((name, str(value)) for name, value in token.attrs.items() if name not in {"src", "alt", "credit"})
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in rest)
        return f'<img src="{address}" alt="{escape(token.content)}"{attributes} loading="lazy" decoding="async">'

    def figure_open(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: Env) -> str:
        """A figure."""
        return "<figure>"

    def figure_close(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: Env) -> str:
        """The caption and the credit of a figure, and its end."""
        caption, credit = tokens[idx].meta["caption"], tokens[idx].meta["credit"]
        words = [escape(caption)] if caption else []
        if credit:
            words.append(f'<span class="credit">{escape(credit)}</span>')
        return (f"<figcaption>{' '.join(words)}</figcaption>" if words else "") + "</figure>\n"

    # tables

    def table_open(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: Env) -> str:
        """A table that scrolls by itself on a narrow screen, by keyboard too."""
        return '<div class="table-scroll" tabindex="0">\n<table>\n'

    def table_close(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: Env) -> str:
        """The end of a table."""
        return "</table>\n</div>\n"

    def th_open(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: Env) -> str:
        """A column's heading."""
        return f'<th scope="col"{_alignment(tokens[idx])}>'

    def td_open(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: Env) -> str:
        """A cell; its alignment is a class, since the page's policy forbids `style`."""
        return f"<td{_alignment(tokens[idx])}>"

    # code

    def fence(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: Env) -> str:
        """Code, which scrolls by itself."""
        language = tokens[idx].info.strip().partition(" ")[0]
        name = f' class="language-{escape(language)}"' if language else ""
        return f'<pre tabindex="0"><code{name}>{escape(tokens[idx].content)}</code></pre>\n'

    def code_block(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: Env) -> str:
        """Indented code."""
        return f'<pre tabindex="0"><code>{escape(tokens[idx].content)}</code></pre>\n'

    # boxes

    def container_pullquote_open(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: Env) -> str:
        """A pull quote repeats the article, so it stands aside from it."""
        return '<aside class="pullquote">\n'

    def container_pullquote_close(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: Env) -> str:
        """The end of a pull quote."""
        return "</aside>\n"

    def container_factbox_open(self, tokens: Tokens, idx: int, _options: OptionsDict, env: Env) -> str:
        """A box of facts: a note, and no landmark, since it belongs to the text."""
        return _box("factbox", tokens[idx], env)

    def container_aside_open(self, tokens: Tokens, idx: int, _options: OptionsDict, env: Env) -> str:
        """An aside."""
        return _box("aside", tokens[idx], env)

    def container_factbox_close(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: Env) -> str:
        """The end of a box."""
        return "</div>\n"

    container_aside_close = container_factbox_close

    # footnotes

    def footnote_ref(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: Env) -> str:
        """The number that leads to a footnote; the second reference to one has an id of its own."""
        number, again = _numbers(tokens[idx])
        link = f'<a href="#fn-{number}" id="fnref-{number}{again}" role="doc-noteref">{number}</a>'
        return f'<sup class="footnote-ref">{link}</sup>'

    def footnote_block_open(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: Env) -> str:
        """The list of footnotes."""
        return '<section class="footnotes" role="doc-endnotes">\n<ol>\n'

    def footnote_block_close(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: Env) -> str:
        """The end of the footnotes."""
        return "</ol>\n</section>\n"

    def footnote_open(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: Env) -> str:
        """A footnote."""
        return f'<li id="fn-{_numbers(tokens[idx])[0]}">'

    def footnote_close(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: Env) -> str:
        """The end of a footnote."""
        return "</li>\n"

    def footnote_anchor(self, tokens: Tokens, idx: int, _options: OptionsDict, env: Env) -> str:
        """The way back, with its name in the reader's language."""
        number, again = _numbers(tokens[idx])
        hole = mark(env, Phrase(msgid="Back to the text"))
        target = f'href="#fnref-{number}{again}"'
        return f' <a {target} class="footnote-back" role="doc-backlink" data-hole="{hole}">↩\ufe0e</a>'


def _numbers(token: Token) -> tuple[int, str]:
    again = token.meta.get("subId", 0)
    return token.meta["id"] + 1, f"-{again + 1}" if again > 0 else ""


def _alignment(token: Token) -> str:
    name = _ALIGN.get(str(token.attrs.get("style", "")))
    return f' class="{name}"' if name else ""


def _box(name: str, token: Token, env: Env) -> str:
    title = token.info.strip().partition(" ")[2].strip()
    if not title:
        return f'<div class="{name}" role="note">\n'
    env["boxes"] += 1
    label = f"box-{env['boxes']}"
    heading = f'<p class="box-title" id="{label}">{escape(title)}</p>\n'
    return f'<div class="{name}" role="note" aria-labelledby="{label}">\n{heading}'
