"""Warnings about a text's source: leftovers of other generators, raw HTML, boxes that there are not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.suggest import did_you_mean, shorten
from gazeta.sources.conflicts import conflicts
from gazeta.sources.markdown.boxes import never_closed
from gazeta.sources.markdown.footnotes import lint_footnotes
from gazeta.sources.markdown.leftovers import foreign_markup, pasted_lists
from gazeta.sources.markdown.places import Places

_WITHIN = r"(?:[^\n]|\n(?![ \t]*\n)){0,500}?"  # a paragraph at most; bounded, so that unclosed tags cost little
_LIQUID = re.compile(r"\{%" + _WITHIN + r"%\}|\{\{" + _WITHIN + r"\}\}")
_KRAMDOWN = re.compile(r"\{:[^{}\n]*\}")
_TAG = re.compile(
    r"\\.|<([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])[^<>]*>|<(?:\?(?:php|xml|=)|!(?=doctype\b|\[cdata\[)[a-z\[]+)",
    re.DOTALL | re.IGNORECASE,
)
_ANY_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*+)(?=[\s/>])[^<>]*+>")
_CODE_SPAN = re.compile(r"\\[\\`]|(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_CONTAINER = re.compile(r"^[ \t>]{0,20}(?P<box>:::+)[ \t]*(?P<name>[^\s:{]\S*)", re.MULTILINE)

_HTML_NAMES = frozenset(
    """
    a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption center
    cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption
    figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins
    kbd label legend li link main map mark marquee math menu meta meter nav noscript object ol optgroup option
    output p param picture pre progress q rp rt ruby s samp script search section select slot small source
    span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr
    track tt u ul var video wbr
    """.split()
)
"""The elements of HTML, obsolete ones too; `<wumpus>` in a chat log is none."""


def lint(
    text: str,
    tokens: Sequence[Token],
    env: Mapping[str, Any],
    places: Places,
    *,
    html: bool,
    boxes: Sequence[str],
) -> Iterator[Diagnostic]:
    """What is wrong in a text's source outside of code; `html` says that raw HTML is welcome."""
    prose = without_code(text, tokens)
    references = env.get("references", {})
    yield from conflicts(prose, *places.begins)
    unknown = list(_unknown_boxes(prose, places, boxes)) if ":::" in prose else []
    yield from (*unknown, *never_closed(tokens, places, strays=not unknown))
    yield from foreign_markup(text, prose, references, places, html=html)
    yield from pasted_lists(prose, places)
    yield from lint_footnotes(prose, env, places)
    for match in _LIQUID.finditer(prose) if "%}" in prose or "}}" in prose else ():
        message = f"The Liquid tag “{_shown(match)}” is not understood; readers see it as it stands."
        hint = "Remove it, or write in Markdown what it stood for."
        yield problem("liquid-tag", message, places.of_offset(match.start()), hint)
    for match in _KRAMDOWN.finditer(prose):
        message = f"The kramdown attribute “{_shown(match)}” is not understood; readers see it as it stands."
        yield problem("kramdown-attribute", message, places.of_offset(match.start()), "Remove it.")
    if not html:
        yield from _raw_html(prose, places)


def without_code(text: str, tokens: Sequence[Token]) -> str:
    """The text with spaces in place of code: everything else keeps its place."""
    lines = text.split("\n")
    for token in tokens:
        if token.type in {"fence", "code_block"} and token.map:
            for number in range(token.map[0], min(token.map[1], len(lines))):
                lines[number] = " " * len(lines[number])
    for token in tokens:
        if token.type == "inline" and token.map and "`" in token.content:
            block = "\n".join(lines[token.map[0] : token.map[1]])
            lines[token.map[0] : token.map[1]] = code_blanked(block).split("\n")
    return "\n".join(lines)


def code_blanked(text: str) -> str:
    """The text of a block with spaces in place of its code spans."""
    return _CODE_SPAN.sub(_blank, text) if "`" in text else text


def _blank(match: re.Match[str]) -> str:
    """Spaces for a code span; a backslash and what it escapes, which begins none, stay."""
    return match[0] if match[1] is None else re.sub(r"[^\n]", " ", match[0])


def _shown(match: re.Match[str]) -> str:
    """The beginning of what was found, in one line."""
    return " ".join(match[0][:80].split())[:40]


def _raw_html(prose: str, places: Places) -> Iterator[Diagnostic]:
    for match in _TAG.finditer(prose):
        if match[0].startswith(("<?", "<!")) or (match[1] and match[1].lower() in _HTML_NAMES):
            message = f"The HTML tag “{_shown(match)}” is shown to readers as text."
            hint = "Write Markdown, or set “markdown: {html: sanitize}” in site.yaml."
            yield problem("raw-html", message, places.of_offset(match.start()), hint)


def without_tags(text: str) -> str:
    """A text that shows HTML tags to readers, without them; as it stands if it is nothing else."""
    if "<" not in text:
        return text
    plain = _ANY_TAG.sub(lambda match: "" if match[1].lower() in _HTML_NAMES else match[0], text)
    return plain if plain.strip() else text


def _unknown_boxes(prose: str, places: Places, boxes: Sequence[str]) -> Iterator[Diagnostic]:
    for match in _CONTAINER.finditer(prose):
        if match["name"] not in boxes:
            message = f"There is no box “{shorten(match['name'])}”."
            hint = did_you_mean(match["name"], boxes)
            yield problem("unknown-box", message, places.of_offset(match.start("box")), hint)
