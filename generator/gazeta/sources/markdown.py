"""STOPGAP, to be replaced."""

import re
from typing import Literal

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from msgspec import Struct

from gazeta.core.diagnostics import Found
from gazeta.core.span import Span
from gazeta.sources.prose import AutoLink, Body, Heading, ImageAddress, LinkEnd, LinkStart, Prose, Reference


class MarkdownOptions(Struct, frozen=True, kw_only=True):
    html: Literal["off", "sanitize", "trusted"] = "off"
    linkify: bool = True
    typography: bool = True
    extensions: bool = True


_MD = MarkdownIt("js-default", {"html": False}).enable("table").use(footnote_plugin)
_HOLE = re.compile(
    r'<a href="(?P<path>[^":]+?\.md)(?:#(?P<anchor>[^"]*))?"[^>]*>(?P<inner>.*?)</a>|\[\[(?P<id>[^\]|#]+)(?:#(?P<ida>[^\]|]+))?(?:\|(?P<text>[^\]]+))?\]\]|src="(?P<src>[^":]+)"'
)
_H = re.compile(r"<h([2-6])>(.*?)</h\1>")


def render_body(text: str, *, path: str, first_line: int, lang: str, options: MarkdownOptions) -> Found[Body]:
    html = _MD.render(text)
    heads = []

    def head(m):
        slug = re.sub(r"\W+", "-", re.sub("<.*?>", "", m[2]).lower()).strip("-") or "section"
        heads.append(Heading(level=int(m[1]), id=slug, text=re.sub("<.*?>", "", m[2])))
        return f'<h{m[1]} id="{slug}">{m[2]}</h{m[1]}>'

    html = _H.sub(head, html)
    parts, links, images, at = [], [], [], 0
    span = Span(path=path, line=first_line)
    for m in _HOLE.finditer(html):
        parts.append(html[at : m.start()])
        at = m.end()
        if m["path"]:
            parts += [LinkStart(target=m["path"], anchor=m["anchor"] or ""), m["inner"], LinkEnd(target=m["path"])]
            links.append(Reference(target=m["path"], span=span, anchor=m["anchor"] or ""))
        elif m["id"]:
            if m["text"]:
                parts += [LinkStart(target=m["id"], anchor=m["ida"] or ""), m["text"], LinkEnd(target=m["id"])]
            else:
                parts.append(AutoLink(target=m["id"], anchor=m["ida"] or ""))
            links.append(Reference(target=m["id"], span=span, anchor=m["ida"] or ""))
        else:
            parts.append(ImageAddress(src=m["src"]))
            images.append(Reference(target=m["src"], span=span))
    parts.append(html[at:])
    return Body(
        prose=Prose(parts=tuple(parts), lang=lang), headings=tuple(heads), links=tuple(links), images=tuple(images)
    ), ()


def render_answer(text: str, *, span: Span, lang: str, options: MarkdownOptions) -> Found[Body]:
    return render_body(text, path=span.path, first_line=span.line, lang=lang, options=options)
