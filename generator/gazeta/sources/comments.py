"""Comments: notes among editors, which no reader gets to see, whatever `markdown.html` says.

A comment is masked before a text is parsed, so that neither a table's cells nor the end of a paragraph can cut it in
two: `<`, noncharacters, `>` stand in its place, over as many lines, and all that is outside of it keeps its line and
column. Two rules of the parser (`markdown_comments`) skip the masks. Comments in the syntax of other
engines are as private as HTML's.
"""

import re
from collections.abc import Callable, Iterator

from msgspec import Struct, structs

HUSH = "\ufdd2"
"""The noncharacter in masks; no text brings one along (`markdown_html.clean`)."""
OPENING = "<" + HUSH
CLOSING = HUSH + ">"

_ROUNDS = 5
"""How often it is found out what is code, which depends on where the comments are; after that nothing is code."""

_HUGO_END = re.compile(r"\{\{[<%][ \t]{0,9}/[ \t]{0,9}comment[ \t]{0,9}[>%]\}\}")
_KINDS = (
    ("HTML", r"<!--", re.compile("-->"), "-->"),
    ("Jinja", r"\{#(?=[\s-]|[^{}\n]{0,100}#\})", re.compile(r"#\}"), "#}"),
    ("Hugo", r"\{\{[-\s]{0,3}/\*", re.compile(r"\*/[-\s]{0,3}\}\}"), "*/"),
    ("Hugo_shortcode", r"\{\{[<%][ \t]{0,9}comment[ \t]{0,9}[>%]\}\}", _HUGO_END, "comment"),
    ("Handlebars", r"\{\{~?!--", re.compile(r"--~?\}\}"), "--"),
    ("Handlebars_short", r"\{\{~?!", re.compile(r"\}\}"), "}}"),
    ("kramdown", r"\{::comment[ \t]{0,9}\}", re.compile(r"\{:/(?:comment)?[ \t]{0,9}\}"), "{:/"),
    ("MDX", r"\{/\*", re.compile(r"\*/\}"), "*/}"),
    ("CriticMarkup", r"\{>>", re.compile(r"<<\}"), "<<}"),
    ("Liquid", r"\{%-?[ \t]{0,9}comment\b", re.compile(r"\{%-?[ \t]{0,9}endcomment[ \t]{0,9}-?%\}"), "endcomment"),
    ("Liquid_inline", r"\{%-?[ \t]{0,9}#", re.compile(r"%\}"), "%}"),
    ("Obsidian", r"(?<![^\s])(?<!\d )%%(?=[^%])", re.compile("%%"), "%%"),
)
"""The engine, how its comments begin, how they end, and words without which there is no such end.

What stands behind a `_` tells the kinds of one engine apart.
"""

_ANY = "|".join(f"(?P<{engine}>{opening})" for engine, opening, _, _ in _KINDS)
_SOME = re.compile(
    r"<!--|%%|\{(?:#|\{[-~\s]{0,3}(?:/\*|!)|\{[<%][ \t]{0,9}comment|::comment|/\*|>>|%-?[ \t]{0,9}(?:comment\b|#))"
)
_IN_PLAIN_TEXT = re.compile(_ANY.rpartition("|(?P<Obsidian>")[0])
_IN_MARKDOWN = re.compile(
    rf"\\[!-/:-@\[-`{{-~]|(?P<ticks>`+)|(?P<blank>\n[ \t]*(?=\n))|(?P<raw><(?:script|style)(?=[\s>]))|{_ANY}"
)
_PREFIX = re.compile(r"[ \t>]*(?:(?:[-+*:]|\d{1,9}[.)])[ \t]+[ \t>]*)*")
_NO_PREFIX = re.compile(r"[^\t>]")
_WORDPRESS = re.compile(r"<!--[ \t]*/?wp:")
_MASK = re.compile(f"<{HUSH}[{HUSH}\\s>]*?{HUSH}>|<{HUSH}>")


class Comment(Struct, frozen=True):
    """A comment's place as offsets, the engine whose syntax it is, and whether it ends.

    Masks may be longer than what they stand for (an empty line is none), so offsets hold for the text in which the
    comment was found; `line`, from 0, and `column`, from 1, hold for every one.
    """

    start: int
    end: int
    engine: str
    closed: bool = True
    line: int = 0
    column: int = 0
    of_wordpress: bool = False
    """A mark of WordPress' editor, `<!-- wp:paragraph -->`."""


class Hidden(Struct, frozen=True, kw_only=True):
    """A text in which comments are masked, and what they were."""

    text: str
    comments: tuple[Comment, ...] = ()


def hide(text: str, code_lines: Callable[[str], set[int]], *, scripts: bool) -> Hidden:
    """Masks the comments outside of code; `scripts` says that elements `script` and `style` stay as they are.

    A comment of HTML that never ends takes in all that follows, as in a browser.
    """
    if not _may_hold_comments(text):
        return Hidden(text=text)
    found: list[Comment] = []
    for attempt in range(_ROUNDS + 1):
        scan = _Scan(text, code_lines(text) if attempt < _ROUNDS else set(), scripts)
        comments = list(scan.comments())
        text = _masked(text, comments)
        found += comments
        if not comments:
            break  # what is code was found out with all comments masked
    return Hidden(text=text, comments=tuple(found))


def _may_hold_comments(text: str) -> bool:
    return ("<!--" in text or "{" in text or "%%" in text) and bool(_SOME.search(text))


def without_comments(text: str) -> tuple[str, bool]:
    """A plain text without comments, and whether all of them end."""
    if not _may_hold_comments(text):
        return text, True
    closings = _Closings(text)
    kept, position, whole = [], 0, True
    for match in _IN_PLAIN_TEXT.finditer(text):
        comment = closings.comment(match) if match.start() >= position else None
        if comment:
            kept.append(text[position : comment.start])
            position, whole = comment.end, comment.closed
            while kept[-1].endswith(" ") and text.startswith(" ", position):
                position += 1  # of the spaces around it one side's are enough
    return "".join((*kept, text[position:])).strip() if kept else text, whole


def stripped(text: str) -> str:
    """Raw HTML, or a title, without masks; without comments, too, that were taken for code and are none."""
    if HUSH in text:
        text = _MASK.sub("", text).replace(HUSH, "")
    return without_html_comments(text) if "<!--" in text else text


def without_html_comments(html: str) -> str:
    """HTML without its comments."""
    pieces = html.split("<!--")
    return pieces[0] + "".join(_after(piece) for piece in pieces[1:])


def _after(piece: str) -> str:
    for short in (">", "->"):  # `<!-->` is a comment without words
        if piece.startswith(short):
            return piece.removeprefix(short)
    return piece.partition("-->")[2]


class _Closings:
    """Where comments in a text end; for each kind the last possible end is known, so that none is sought in vain."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._last = {engine: text.rfind(words) for engine, _, _, words in _KINDS}
        self._ends = {engine: ending for engine, _, ending, _ in _KINDS}

    def comment(self, match: re.Match[str]) -> Comment | None:
        """The comment that begins with a match of one of the openings."""
        engine, start = str(match.lastgroup), match.start()
        if engine == "Obsidian":
            return self._obsidian(start)
        if engine == "HTML" and self.text.startswith(("<!-->", "<!--->"), start):
            return Comment(start, self.text.index(">", start) + 1, engine)
        end = self._ends[engine].search(self.text, match.end()) if self._last[engine] >= match.end() else None
        if end:
            return Comment(start, end.end(), engine.partition("_")[0])
        self._last[engine] = -1  # nor will there be one for those that begin later
        return Comment(start, len(self.text), engine, closed=False) if engine == "HTML" else None

    def _obsidian(self, start: int) -> Comment | None:
        """`%%` ends on its line, or stands alone on its line and ends on a later one."""
        line_end = self.text.find("\n", start)
        line_end = len(self.text) if line_end < 0 else line_end
        alone = not self.text[start + 2 : line_end].strip()
        if alone and self._last["Obsidian"] < line_end:
            return None
        end = self.text.find("%%", line_end if alone else start + 2, len(self.text) if alone else line_end)
        return Comment(start, end + 2, "Obsidian") if end >= 0 else None


class _Scan:
    """Goes over a Markdown text once, from left to right: what begins first, a comment or code, takes in the other.

    It stops behind a comment that took in lines of code: what is code below it is to be found out anew.
    """

    def __init__(self, text: str, code: set[int], scripts: bool) -> None:
        self.text = text
        self.code = code
        self.scripts = scripts
        self._closings = _Closings(text)
        self._matches = list(_IN_MARKDOWN.finditer(text))
        self._spans = _code_spans(self._matches)
        self._last_script = max(text.rfind("</script"), text.rfind("</style"))

    def comments(self) -> Iterator[Comment]:
        """The comments, in order."""
        position = line = counted = line_start = 0
        for match in self._matches:
            start = match.start()
            line, line_start = (
                line + self.text.count("\n", counted, start),
                self._line_start(line_start, counted, start),
            )
            counted = start
            if start < position or line in self.code or match.lastgroup in {None, "blank"}:
                continue
            if match.lastgroup in {"ticks", "raw"}:
                position = self._spans.get(start, 0) if match["ticks"] else self._raw_end(match)
            elif comment := self._closings.comment(match):
                wordpress = bool(_WORDPRESS.match(self.text, start))
                yield structs.replace(comment, line=line, column=start - line_start + 1, of_wordpress=wordpress)
                position = comment.end
                lines = range(line + 1, line + self.text.count("\n", start, position) + 1)
                if self.code and not self.code.isdisjoint(lines):
                    return

    def _line_start(self, before: int, counted: int, position: int) -> int:
        """Where a position's line begins, from where that of an earlier one did."""
        found = self.text.rfind("\n", counted, position)
        return before if found < 0 else found + 1

    def _raw_end(self, match: re.Match[str]) -> int:
        """Where an element ends in which `<!--` begins no comment, where such elements stay."""
        if not self.scripts or self._last_script < match.end():
            return 0
        return max(self.text.find("</" + match["raw"][1:], match.end()), 0)


def _code_spans(matches: list[re.Match[str]]) -> dict[int, int]:
    """Where each run of backticks that begins a span of code has its end: at the next run of its length."""
    ends: dict[int, int] = {}
    next_of_length: dict[int, int] = {}
    for match in reversed(matches):
        if match.lastgroup == "blank":
            next_of_length = {}
        elif match["ticks"]:
            length = len(match["ticks"])
            if length in next_of_length:
                ends[match.start()] = next_of_length[length]
            next_of_length[length] = match.end()
    return ends


def _masked(text: str, comments: list[Comment]) -> str:
    pieces, position = [], 0
    for comment in comments:
        pieces += [text[position : comment.start], _mask(text, comment)]
        position = comment.end
    return "".join((*pieces, text[position:])) if pieces else text


def _mask(text: str, comment: Comment) -> str:
    """As long as the comment. Its lines after the first stay within the quotation or the list that it stands in."""
    first, *others = text[comment.start : comment.end].split("\n")
    if not others:
        return "<" + HUSH * max(1, len(first) - 2) + ">"
    begins = _PREFIX.match(text, text.rfind("\n", 0, comment.start) + 1, comment.start)
    prefix = _NO_PREFIX.sub(" ", begins[0]) if begins else ""
    lines = [prefix + HUSH * max(1, len(line) - len(prefix)) for line in others[:-1]]
    last = prefix + HUSH * max(1, len(others[-1]) - len(prefix) - 1) + ">"
    return "\n".join(("<" + HUSH * (len(first) - 1), *lines, last))
