"""Front matter: the YAML at the beginning of an article, between two lines of `---`, and the text below it."""

import re

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.span import Span
from gazeta.core.suggest import shorten

_OPENING = re.compile(r"(?:[ \t\ufeff]*+\n)*+[ \t\ufeff]*+---[ \t]*(?:\n|\Z)")
"""Empty lines, spaces and byte-order marks before it do no harm."""
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
"""`...` ends a YAML document, and Pandoc's front matter."""

_DASHES = "\u2010-\u2015\u2212\u2500\ufe58\ufe63\uff0d"
_NEARLY = re.compile(f"[ \t]*[-{_DASHES}]+[ \t]*")
_YAML_LINE = re.compile(r"[ \t#]|- |[^\s:：]+[ \t]*:(?:\s|$)|[]})]")
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w-]*)[ \t]*:(?:\s|$)")
_HINT = "Begin it with “---”, “title: …”, “---”; the name of a file that is no article begins with “_”."
_JSON = ("This front matter is JSON; Gazeta takes YAML.", "Write “---”, “title: …”, “---”.")
_OTHERS = {
    "{": _JSON,
    ";;;": _JSON,
    "```": ("The front matter stands in a code block.", "Leave out the lines of “```”."),
    ".. title:": ("This is the front matter of Nikola; Gazeta takes YAML.", "Write “---”, “title: …”, “---”."),
    "#+": ("This front matter is that of Org mode; Gazeta takes YAML.", "Write “---”, “title: …”, “---”."),
}
"""How the front matter of other programs begins, and what to say of it."""


class FrontMatter(Struct, frozen=True):
    """An article's text in two: its YAML from line `yaml_line` on, its Markdown from line `body_line` on."""

    yaml: str
    yaml_line: int
    body: str
    body_line: int


def split(text: str) -> FrontMatter | None:
    """The two parts of an article's text; `None` for a text without front matter, or where that has no end."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return None
    end = min(closing.end() + 1, len(text))
    yaml = text[opening.end() : closing.start()]
    first = text.count("\n", 0, opening.end()) + 1
    return FrontMatter(yaml, first, text[end:], first + yaml.count("\n") + 1)


def begins(data: bytes) -> bool:
    """Whether a file that is not called an article begins as one does: with front matter, and a key in it."""
    text = data[:4096].decode("utf-8", "replace").replace("\r\n", "\n")
    opening = _OPENING.match(text)
    return opening is not None and _KEY.match(text, opening.end()) is not None


def without(text: str, path: str) -> Diagnostic:
    """Why a text that `split` refuses has no front matter, in an editor's words."""
    opening = _OPENING.match(text)
    if opening:
        number = text.count("\n", 0, opening.start() + len(opening[0].rstrip())) + 1
        message, hint = _not_closed(text[opening.end() :].split("\n"), number)
        return problem("no-front-matter", message, Span(path=path, line=number, column=1), hint)
    lines = text.lstrip("\ufeff").split("\n")
    number = next((number for number, line in enumerate(lines) if line.strip("\ufeff \t")), 0)
    message, hint = _not_begun(lines[number:], number + 1)
    return problem("no-front-matter", message, Span(path=path, line=number + 1, column=1), hint)


def _not_closed(lines: list[str], opened: int) -> tuple[str, str]:
    """The front matter that begins on line `opened`, of which `lines` are what follows."""
    message = f"The front matter that begins on line {opened} has no closing line of “---”."
    for number, line in enumerate(lines, opened + 1):
        if (_NEARLY.fullmatch(line) and len(line.strip()) > 1) or line.strip() in {"—", "+++"}:
            return message, f"Line {number} is “{shorten(line.strip())}”{_why(line)}: write three hyphens, “---”."
        if not _YAML_LINE.match(line):
            return message, f"Put “---” on a line of its own after line {number - 1}."
    return message, "Put “---” on a line of its own below it."


def _why(line: str) -> str:
    """What is wrong with a line that should be three hyphens."""
    word = line.strip()
    if word == "---":
        return " after spaces"
    return "" if set(word) <= set("-+") else ", which a word processor makes of hyphens"


def _not_begun(lines: list[str], number: int) -> tuple[str, str]:
    """The text whose first line that is not empty, on line `number`, is the first of `lines`."""
    first = lines[0].strip()
    if first == "+++":
        return "This front matter is TOML, as Hugo and Zola take it; Gazeta takes YAML.", _from_toml(lines)
    if first and _NEARLY.fullmatch(first):
        return _no_hyphens(first, number), "Write “---” there, and on the line that closes the front matter."
    if key := _KEY.match(first):
        last = number - 1 + next((at for at, line in enumerate(lines) if not _YAML_LINE.match(line)), len(lines))
        message = f"The file begins with “{key['key']}: …”, but front matter stands between two lines of “---”."
        return message, f"Put “---” on a line of its own above line {number}, and again below line {last}."
    if first.startswith("---"):
        return f"Line {number} is “{shorten(first)}”; front matter begins with a line of “---” alone.", _HINT
    told = next((told for begin, told in _OTHERS.items() if first.startswith(begin)), None)
    return told or ("The file does not begin with front matter." if first else "The file is empty.", _HINT)


def _no_hyphens(first: str, number: int) -> str:
    if set(first) == {"-"}:
        count = "one hyphen" if len(first) == 1 else f"{len(first)} hyphens"
        return f"Line {number} is {count}, not three; so no front matter begins here."
    what = "is a long dash (—)" if first == "—" else f"is “{shorten(first)}”"
    return f"Line {number} {what}, not three hyphens; a word processor has replaced them."


def _from_toml(lines: list[str]) -> str:
    """How the first line of a TOML front matter is written in YAML."""
    match = next((m for line in lines if (m := re.match(r"\s*(\w+)\s*=\s*(\S.*)", line))), None)
    example = f", and “{match[1]}: {shorten(match[2].strip())}” for “{match[1]} = …”" if match else ""
    return f"Write “---” for “+++”{example}."
