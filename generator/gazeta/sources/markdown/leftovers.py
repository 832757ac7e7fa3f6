"""Markup of other programs that CommonMark does not know: readers would see it as it stands.

Each pattern is a sure sign: brackets and colons of ordinary prose are none. Texts come without code (`without_code`).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from markdown_it.common.utils import normalizeReference

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.suggest import shorten
from gazeta.sources.markdown.places import Places

_SHORTCODE = re.compile(
    r"(?<![\\\]!\[])\[(?P<end>/?)(?P<name>[a-zA-Z][\w-]{0,30}+)(?P<rest>[ \t=][^\[\]\n]{0,500}+)?\](?![\[(:])"
)
_ATTRIBUTE = re.compile(r"""[\w-]=["'“”‘’«„]""")
_WORDPRESS = frozenset({"gallery", "caption", "audio", "video", "playlist", "embed"})

_BOX = "Write “::: aside Title”, the text, and “:::”."
_IN_MARKDOWN = "Write in Markdown what it stood for."


class _Rule(NamedTuple):
    """Characters of which any match has some, the pattern, what it is, and what to do about it.

    A pattern is compiled when its characters first come up: most sites need none of them.
    """

    sign: tuple[str, ...]
    pattern: str
    what: str
    hint: str


_ADMONITIONS = (
    "note|abstract|summary|info|tip|hint|success|question|warning|caution|attention|failure|error|danger|bug|example"
    "|quote|important|seealso|todo"
)
_COMPONENT = _Rule(
    ("<",),
    r"</[A-Z]\w{1,40}(?:\.\w{1,40})?>|<[A-Z]\w{1,40}(?:\s[^<>={]{0,100}+=[{\"'“]|[ \t]*/>)",
    "a component of MDX",
    _IN_MARKDOWN,
)
_RULES = tuple(
    _Rule(sign if isinstance(sign, tuple) else (sign,), pattern, what, hint)
    for sign, pattern, what, hint in (
        (
            "!!!",
            rf"^ {{0,3}}!!![ \t]+(?:(?:{_ADMONITIONS})\b|[\w-]+[ \t]+\"[^\"\n]*\"[ \t]*$)[^\n]*",
            "an admonition of Python-Markdown",
            _BOX,
        ),
        (
            "???",
            rf"^ {{0,3}}\?\?\?\+?[ \t]+(?:(?:{_ADMONITIONS})\b|[\w-]+[ \t]+\"[^\"\n]*\"[ \t]*$)[^\n]*",
            "a collapsed admonition of Python-Markdown",
            _BOX,
        ),
        ("===", r"^ {0,3}===[+!]?[ \t]+\"[^\"\n]+\"[ \t]*$", "a tab of MkDocs", "Write a heading."),
        ("[!", r"^ {0,3}>[ \t]{0,3}\[![A-Za-z]{2,20}\][+-]?", "a callout of GitHub or Obsidian", _BOX),
        (
            ("import '", 'import "', " from "),
            r"^import[ \t]+(?:[\w$*{][^'\"\n]{0,200}[ \t}]from[ \t]+)?(['\"])[^'\"\n]+\1[ \t]*;?[ \t]*$",
            "an import of MDX",
            "Delete it.",
        ),
        (
            "export",
            r"^export[ \t]+(?:default|const|let|function)\b[^\n={(]{0,200}[={(]",
            "an export of MDX",
            "Delete it.",
        ),
        (
            "![[",
            r"(?<![\w!])!\[\[[^\[\]\n]{1,200}\]\]",
            "an embedding of Obsidian",
            "Write ![text](picture.png) for a picture, [text](story.md) for a story.",
        ),
        (".. ", r"^ {0,3}\.\. [a-zA-Z][\w:.-]{0,40}::(?:[ \t]|$)", "a directive of reStructuredText", _IN_MARKDOWN),
        ("#+", r"^ {0,3}#\+(?:[A-Za-z_]{2,20}:|(?:begin|BEGIN|end|END)_)", "a line of Org mode", _IN_MARKDOWN),
        (":::", r"^ {0,3}:{3,}[ \t]*\{[^}\n]{1,60}\}", "a box of Pandoc or MyST", _BOX),
        (
            ("[TOC]", "[toc]", "_TOC_", "_toc_"),
            r"^ {0,3}\[(?:TOC|toc)\][ \t]*$|\[\[_?(?:TOC|toc)_?\]\]",
            "a place for a table of contents",
            "Delete it: the page makes one of the headings.",
        ),
        (
            "^[",
            r"(?<=[\w.,;:!?)”»])\^\[[^\[\]\n ]{0,100} [^\[\]\n]{0,200}\]",
            "a note of Pandoc",
            "Write [^1] here, and “[^1]: …” on a line of its own.",
        ),
        ("{++", r"\{\+\+[^\n]{1,200}?\+\+\}", "a tracked change of CriticMarkup", "Take the change, or drop it."),
        ("{--", r"\{--[^\n]{1,200}?--\}", "a tracked change of CriticMarkup", "Take the change, or drop it."),
        ("{~~", r"\{~~[^\n]{1,200}?~~\}", "a tracked change of CriticMarkup", "Take the change, or drop it."),
    )
)
_SIGNS = tuple(sign for rule in (*_RULES, _COMPONENT) for sign in rule.sign)
_WITHIN_PAGE = re.compile(r"\[\[(?P<label>#(?!\d+[\]|])[^\[\]\n]{1,200})\]\](?![\[(])")
_ROLE = re.compile(
    r"(?<![\w:]):(?:ref|doc|term|class|func|meth|mod|attr|data|exc|file|abbr|math|sub|sup|guilabel|menuselection|numref"
    r"|download|kbd|program|option|py:\w{1,20}):(?=`)"
)
_BULLET = re.compile(r"^[ \t>]*(?P<sure>[•◦▪▫‣⁃∙●○■□\uf0b7\uf0a7](?=[^\S\n]))?(?(sure)|[–·](?=[^\S\n]))[^\S\n]+\S")
_ANY_BULLET = re.compile(r"^[ \t>]*[•◦▪▫‣⁃∙●○■□\uf0b7\uf0a7–·][^\S\n]", re.MULTILINE)
_ORNAMENT = re.compile(r"[\s>•◦▪▫‣⁃∙●○■□–·*]*")


def foreign_markup(
    text: str, prose: str, references: Mapping[str, Any], places: Places, *, html: bool
) -> Iterator[Diagnostic]:
    """Markup of other programs in a text, of which `prose` is what is no code; with `html`, tags are dealt with."""
    signs = {sign for sign in _SIGNS if sign in prose}
    for rule in (_RULES if html else (*_RULES, _COMPONENT)) if signs else ():
        for match in () if signs.isdisjoint(rule.sign) else re.finditer(rule.pattern, prose, re.MULTILINE):
            yield _not_understood(match, rule.what, rule.hint, places)
    for match in _ROLE.finditer(text) if ":`" in text else ():
        if prose[match.start()] == ":":
            yield _not_understood(match, "a role of reStructuredText", _IN_MARKDOWN, places)
    for match in _WITHIN_PAGE.finditer(prose) if "[[#" in prose else ():
        if normalizeReference(match["label"]) not in references:
            yield _not_understood(match, "a link of Obsidian", "Write [words](#anchor).", places)
    yield from _shortcodes(prose, references, places)


def _not_understood(match: re.Match[str], what: str, hint: str, places: Places) -> Diagnostic:
    indent = len(match[0]) - len(match[0].lstrip())
    message = f"“{_line(match[0])}” is {what}, which is not understood; readers see it as it stands."
    return problem("foreign-markup", message, places.of_offset(match.start() + indent), hint)


def _line(text: str) -> str:
    return shorten(" ".join(text[:80].split()))


def _shortcodes(prose: str, references: Mapping[str, Any], places: Places) -> Iterator[Diagnostic]:
    """`[gallery]` in a paragraph of its own; what has attributes; pairs such as `[caption]…[/caption]`."""
    matches = list(_SHORTCODE.finditer(prose)) if "[" in prose else []
    ended = {match["name"].lower() for match in matches if match["end"]}
    opened = {match["name"].lower() for match in matches if not match["end"]}
    for match in matches:
        name, rest = match["name"].lower(), match["rest"] or ""
        if match["end"]:
            if name in opened:
                continue  # said of the one that begins
            sure = name in _WORDPRESS
        else:
            known = name in _WORDPRESS and ("=" in rest or _alone(prose, match))
            sure = known or name in ended or bool(_ATTRIBUTE.search(rest))
        if sure and normalizeReference(match[0][1:-1]) not in references:
            message = f"The shortcode “{_line(match[0])}” is not understood; readers see it as it stands."
            hint = "Write in Markdown what it stood for: ![text](picture.jpg), or a link."
            yield problem("foreign-markup", message, places.of_offset(match.start()), hint)


def _alone(prose: str, match: re.Match[str]) -> bool:
    """Whether a line is nothing but this."""
    before = prose.rfind("\n", 0, match.start()) + 1
    after = prose.find("\n", match.end())
    rest = prose[before : match.start()] + prose[match.end() : len(prose) if after < 0 else after]
    return not rest.strip(" \t>")


def pasted_lists(prose: str, places: Places) -> Iterator[Diagnostic]:
    """Lines that begin with a bullet, which make no list; the first of each run.

    A dash may begin a speech, so that it takes two lines that follow each other.
    """
    if prose.isascii() or not _ANY_BULLET.search(prose):
        return
    run, offset = [], 0
    for line in (*prose.split("\n"), ""):
        match = _BULLET.match(line)
        if match and not _ORNAMENT.fullmatch(line):
            run.append((offset + len(line) - len(line.lstrip(" \t>")), match["sure"] is not None))
        elif run:
            yield from _run(prose, run, places)
            run = []
        offset += len(line) + 1


def _run(prose: str, run: list[tuple[int, bool]], places: Places) -> Iterator[Diagnostic]:
    offset, sure = run[0]
    if sure or len(run) > 1:
        lines = f"{len(run)} lines begin" if len(run) > 1 else "A line begins"
        message = f"{lines} with “{prose[offset]}”, which makes no list; readers see one run of text."
        yield problem("pasted-list", message, places.of_offset(offset), "Begin each item with “- ”.")
