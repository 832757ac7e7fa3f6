"""Tokens to HTML5, with marks where the holes are.

A mark is a number between two noncharacters. It stands for a tag in the text, or is the value of an attribute
(`src`, `data-hole`), so that it survives sanitising; `parts` cuts the text at the marks. No text can bring a mark
along: `clean` takes noncharacters out of the source, and no reference such as `&#xFDD0;` is read as one.
"""

import re
from collections.abc import MutableMapping, Sequence
from html import escape
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from gazeta.core.bidi import first_strong
from gazeta.sources.prose import AutoLink, ImageAddress, LinkEnd, LinkStart, Part, Phrase

Env = MutableMapping[str, Any]
Tokens = Sequence[Token]

_START, _END = "\ufdd0", "\ufdd1"
_MARK = re.compile(f'(?:src|data-hole)="{_START}(\\d+){_END}"|{_START}(\\d+){_END}')
_SOUND = re.compile(
    rf'(?P<sound><a data-hole="{_START}\d+{_END}">|<img src="{_START}\d+{_END}"'
    rf'|<a href="#[^"<>]+" class="footnote-back" role="doc-backlink" data-hole="{_START}\d+{_END}")'
    rf"|{_START}\d+{_END}"
)
"""A mark in its own tag, or elsewhere. Sanitised text holds no `<` and a sanitised attribute no quotation mark."""
_MARKED_LINK = re.compile(f'<a data-hole="({_START}(\\d+){_END})">(.*?)</a>', re.DOTALL)
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_FORBIDDEN_BUT_MARKS = re.compile(_FORBIDDEN.pattern.replace("\ufdd0-\ufdef", "\ufdd2-\ufdef"))
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]+)|([0-9]+));?", re.IGNORECASE)

_ALIGN = {"text-align:left": "start", "text-align:right": "end", "text-align:center": "center"}


def mark(env: Env, hole: Part) -> str:
    """Notes a hole and returns the mark to put in its place."""
    return _noted(env["holes"], hole)


def _noted(holes: list[Part], hole: Part) -> str:
    holes.append(hole)
    return f"{_START}{len(holes) - 1}{_END}"


def is_mark(value: str) -> bool:
    """Whether the value of an attribute is a mark and nothing else."""
    return bool(re.fullmatch(rf"{_START}\d+{_END}", value))


def is_marked(value: str) -> bool:
    """Whether there is a mark in the value of an attribute."""
    return _START in value


def clean(text: str) -> str:
    """The text with U+FFFD for what no HTML may hold: controls, lone surrogates, noncharacters of the BMP."""
    return _FORBIDDEN.sub("\ufffd", text)


def clean_references(html: str) -> str:
    """The same for numeric character references in raw HTML, which sanitising would decode."""
    return _REFERENCE.sub(_clean_reference, html)


def _clean_reference(match: re.Match[str]) -> str:
    digits, base = (match[1], 16) if match[1] else (match[2], 10)
    number = int(digits, base) if len(digits) < 20 else 0
    allowed = 0 < number < 0x110000 and not _FORBIDDEN.match(chr(number))
    return match[0] if allowed else "\ufffd"


def links_marked(html: str, holes: list[Part]) -> str:
    """Sanitised HTML with marks for the tags of links, which went through sanitising as elements.

    So they are nested as HTML must be, whatever raw HTML stands around them. A mark that raw HTML made a part of
    an attribute or of the text of a `<textarea>` is gone: what fills the hole would not be safe there.
    """
    html = _SOUND.sub(lambda match: match["sound"] or "", html)

    def marks(match: re.Match[str]) -> str:
        hole = holes[int(match[2])]
        if not isinstance(hole, LinkStart):
            return match[1]
        return match[1] + match[3] + _noted(holes, hole.end)

    return _MARKED_LINK.sub(marks, html)


def parts(html: str, holes: Sequence[Part]) -> tuple[Part, ...]:
    """The text cut at its marks, without empty pieces and (such as `&#12;` leaves) forbidden characters."""
    html = _FORBIDDEN_BUT_MARKS.sub("\ufffd", html)
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

    def link_hole(self, tokens: Tokens, idx: int, _options: OptionsDict, env: Env) -> str:
        """A hole that stands for a tag, or for a whole link; an element of its own while raw HTML is sanitised."""
        hole = tokens[idx].meta["hole"]
        if not env["sanitized"]:
            return mark(env, hole)
        if isinstance(hole, LinkEnd):
            return "</a>"
        return f'<a data-hole="{mark(env, hole)}">' + ("</a>" if isinstance(hole, AutoLink) else "")

    def dropped(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: Env) -> str:
        """A tag that was taken away."""
        return ""

    def image(self, tokens: Tokens, idx: int, _options: OptionsDict, env: Env) -> str:
        """An image; the address of one of this site's own is a hole."""
        token = tokens[idx]
        source, sized = str(token.attrs["src"]), "width" in token.attrs or "height" in token.attrs
        own = ImageAddress(src=source, href=token.meta.get("href", ""), sized=sized)
        address = escape(source) if token.meta.get("external") else mark(env, own)
        rest = ((name, str(value)) for name, value in token.attrs.items() if name not in {"src", "alt", "credit"})
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in rest)
        return f'<img src="{address}" alt="{escape(token.content)}"{attributes} loading="lazy" decoding="async">'

    def figure_open(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: Env) -> str:
        """A figure."""
        return "<figure>"

    def figure_close(self, tokens: Tokens, idx: int, _options: OptionsDict, env: Env) -> str:
        """The caption and the credit of a figure, and its end."""
        caption, credit = tokens[idx].meta["caption"], tokens[idx].meta["credit"]
        words = [escape(caption)] if caption else []
        if credit:
            own = first_strong(credit) or env["dir"]
            turned = f' dir="{own}"' if own != env["dir"] else ""
            words.append(f'<span class="credit"{turned}>{escape(credit)}</span>')
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
        return self._code(tokens[idx], f' class="language-{escape(language)}"' if language else "")

    def code_block(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: Env) -> str:
        """Indented code."""
        return self._code(tokens[idx])

    def _code(self, token: Token, name: str = "") -> str:
        return f'<pre{self.renderAttrs(token)} tabindex="0"><code{name}>{escape(token.content)}</code></pre>\n'

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

    def footnote_ref(self, tokens: Tokens, idx: int, _options: OptionsDict, env: Env) -> str:
        """The number that leads to a footnote; the second reference to one has an id of its own."""
        number, again = _numbers(tokens[idx])
        note, reference = f"{env['prefix']}fn-{number}", f"{env['prefix']}fnref-{number}{again}"
        link = f'<a href="#{note}" id="{reference}" role="doc-noteref">{number}</a>'
        return f'<sup class="footnote-ref">{link}</sup>'

    def footnote_block_open(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: Env) -> str:
        """The list of footnotes."""
        return '<section class="footnotes" role="doc-endnotes">\n<ol>\n'

    def footnote_block_close(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: Env) -> str:
        """The end of the footnotes."""
        return "</ol>\n</section>\n"

    def footnote_open(self, tokens: Tokens, idx: int, _options: OptionsDict, env: Env) -> str:
        """A footnote."""
        return f'<li id="{env["prefix"]}fn-{_numbers(tokens[idx])[0]}">'

    def footnote_close(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: Env) -> str:
        """The end of a footnote."""
        return "</li>\n"

    def footnote_anchor(self, tokens: Tokens, idx: int, _options: OptionsDict, env: Env) -> str:
        """The way back, with its name in the reader's language."""
        number, again = _numbers(tokens[idx])
        hole = mark(env, Phrase(msgid="Back to the text", number=tokens[idx].meta.get("subId", 0) + 1))
        target = f'href="#{env["prefix"]}fnref-{number}{again}"'
        return f' <a {target} class="footnote-back" role="doc-backlink" data-hole="{hole}">↩\ufe0e</a>'


def _numbers(token: Token) -> tuple[int, str]:
    again = token.meta.get("subId", 0)
    return token.meta["id"] + 1, f"-{again + 1}" if again > 0 else ""


def _alignment(token: Token) -> str:
    name = _ALIGN.get(str(token.attrs.get("style", "")))
    return f' class="{name}"' if name else ""


def box_id(prefix: str, number: int) -> str:
    """The id of a box's title. The page's own ids begin with `gz-`, and headings' never do."""
    return f"{prefix or 'gz-'}box-{number}"


def _box(name: str, token: Token, env: Env) -> str:
    title = token.meta["title"]
    if not title:
        return f'<div class="{name}" role="note">\n'
    env["boxes"] += 1
    label = box_id(env["prefix"], env["boxes"])
    heading = f'<p class="box-title" id="{label}">{escape(title)}</p>\n'
    return f'<div class="{name}" role="note" aria-labelledby="{label}">\n{heading}'
