"""What is wrong with YAML that does not parse, in an editor's words: the parser knows where it stopped, not why.

Each rule looks at the line where the parser stopped, and at those above it, for one of the mistakes that people make;
the first that fits speaks. `tests/sources/test_yaml_advice.py` has the table.
"""

import re
from collections.abc import Callable

from msgspec import Struct

from gazeta.core.suggest import shorten

_ENTRY = re.compile(r"(?P<indent>[ ]*+(?:-[ ]++)*+)(?:(?P<key>[^\s\"'#\[{:][^:#]*+):(?:[ \t]++|$))?(?P<value>.*)")
_NO_SPACE = re.compile(
    r"[ ]*+(?:-[ ]++)*+(?P<key>[^\W\d][\w-]*+)(?:(?P<wide>：)[ ]*+|:(?P<space>[\xa0\u3000\u202f])?)(?P<rest>[^\s/].*)"
)
_EQUALS = re.compile(r"[ ]*+(?P<key>[^\W\d][\w-]*+)[ ]*+=[ ]*+(?P<rest>\S.*)")
_COMMENT = re.compile(r"[ \t](?P<comment>#.*)")
_IN_QUOTES = re.compile(r"""(?:"[^"]*"|'[^']*')(?:[ ]*,[ ]*(?:"[^"]*"|'[^']*'))+[ ]*""")
_DOUBLE_COMMA = re.compile(r",[ ]*(,)|\[[ ]*(,)")
_TYPOGRAPHIC = "“”„‟«»‹›‘’‚‛"
_INDICATORS = ("@", "`", "%", "&", "*", "!", "|", ">", "[", "]", "{", "}", ",", "- ", "? ", ": ")
_CLOSED_BY = {"[": "]", "{": "}"}
_GENERAL = "Put text that holds “: ”, “ #” or brackets in quotes, and indent with spaces."


class Stop(Struct, frozen=True):
    """Where and why the parser stopped, and where what it was reading began; lines and columns count from 0."""

    lines: list[str]
    line: int
    column: int
    problem: str
    context: str
    begun: tuple[int, int]

    @property
    def text(self) -> str:
        """The line."""
        return self.at(self.line)

    def at(self, number: int) -> str:
        """A line by its number; empty where there is none."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def above(self) -> int:
        """The nearest line above that has something on it; -1 for none."""
        return next((number for number in range(self.line - 1, -1, -1) if self.at(number).strip()), -1)


class Advice(Struct, frozen=True):
    """What to say, and of which place (from 0)."""

    line: int
    column: int
    message: str
    hint: str


def advise(stop: Stop) -> Advice:
    """What an editor should read."""
    found = next((advice for rule in _RULES if (advice := rule(stop))), None)
    return found or Advice(stop.line, stop.column, "This is not YAML that can be read.", _GENERAL)


def advise_on_text(text: str) -> tuple[str, str]:
    """The message and the hint for a YAML text that holds no keys with values at all."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    advice = _no_space(Stop(lines, first, 0, "", "", (0, 0)))
    return (
        (advice.message, advice.hint) if advice else ("Expected keys with values here.", "Write “key: value” lines.")
    )


def quoted(value: str) -> str:
    """A text in the quotes that it does not hold itself."""
    value = shorten(value.strip())
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _written(line: str, value: str | None = None) -> str:
    """A line as it should be: its key, or its dash, with its value in quotes."""
    entry = _entry(line)
    begin = f"{entry['key'].rstrip()}: " if entry["key"] else "- " if "-" in entry["indent"] else ""
    return f"Write {begin}{quoted(entry['value'] if value is None else value)}"


def _entry(line: str) -> re.Match[str]:
    """A line's indentation, its key and its value, each of which may be empty."""
    return next(_ENTRY.finditer(line))


def _tab(stop: Stop) -> Advice | None:
    for number in (stop.line, stop.line - 1):
        line = stop.at(number)
        column = line.find("\t", 0, len(line) - len(line.lstrip()))
        if column >= 0:
            return Advice(
                number,
                column,
                "A tab stands here (shown as one space); YAML indents with spaces.",
                "Write two spaces for each tab.",
            )
    return None


def _no_space(stop: Stop) -> Advice | None:
    for number in (stop.line, stop.above()):
        line = stop.at(number)
        if match := _NO_SPACE.match(line):
            key, rest = match["key"], shorten(match["rest"])
            if match["wide"]:
                message = "“：” is a full-width colon, which YAML takes for a letter."
            elif match["space"]:
                message = f"After “{key}:” stands a no-break space, which YAML takes for a letter."
            else:
                message = f"After “{key}:” there must be a space."
            return Advice(number, match.end("key"), message, f"Write {key}: {rest}")
        if match := _EQUALS.match(line):
            message = f"YAML writes “{match['key']}: …”, not “{match['key']} = …”."
            return Advice(number, match.end("key"), message, f"Write {match['key']}: {shorten(match['rest'])}")
    return None


def _unclosed_quote(stop: Stop) -> Advice | None:
    """A text in quotes that goes on to the end of the file, or up to the quotes of a later line."""
    if "unexpected end of stream" in stop.problem and "quoted" in stop.context:
        return _without_end(stop, *stop.begun)
    for number in range(stop.line - 1, max(stop.line - 20, -1), -1):
        entry = _entry(stop.at(number))
        if entry["value"][:1] in {"'", '"'} and _closing(entry["value"]) < 0 and "expected key" in stop.problem:
            return _without_end(stop, number, entry.start("value"))
    return None


def _without_end(stop: Stop, line: int, column: int) -> Advice:
    text = stop.at(line)[column:]
    if text.rstrip()[-1:] in _CLOSED_BY.values() and _entry(stop.at(line)).start("value") != column:
        hint = f"Write {text[0]} at the end of the text as well, before the bracket."
        return Advice(line, column, "The quotation mark here begins a text that has no end.", hint)
    if text.startswith("'"):
        message, hint = "The apostrophe here begins a text in quotes that has no end.", _written(stop.at(line), text)
    else:
        message, hint = "The quotation mark here begins a text that has no end.", _written(stop.at(line), text[1:])
    return Advice(line, column, message, hint)


def _closing(value: str) -> int:
    """Where the text in quotes at the beginning of a value ends on its line; -1 if it does not."""
    mark, at = value[0], 1
    while at < len(value):
        if value[at] == "\\" and mark == '"':
            at += 2
        elif value[at] != mark:
            at += 1
        elif mark == "'" and value[at + 1 : at + 2] == "'":
            at += 2
        else:
            return at
    return -1


def _quote_ends_early(stop: Stop) -> Advice | None:
    entry = _entry(stop.text)
    value = entry["value"]
    end = _closing(value) if value[:1] in {"'", '"'} else -1
    if end < 0 or stop.column < entry.start("value"):
        return None
    mark, column = value[0], entry.start("value") + end
    if not value.endswith(mark) or len(value) - 1 == end:
        message = f"The text in quotes ends here, and more follows it: “{shorten(value[end + 1 :].strip())}”."
        return Advice(stop.line, column, message, _written(stop.text))
    if _IN_QUOTES.fullmatch(value):
        message = "The text in quotes ends here; several of them are a list, which stands in brackets."
        key = entry["key"].rstrip() if entry["key"] else ""
        written = f"{key}: [{shorten(value)}]" if key else f"[{shorten(value)}]"
        return Advice(stop.line, column, message, f"Write {written}")
    what = "apostrophe" if mark == "'" else "quotation mark"
    before = f" after “{shorten(value[1:end].strip())}”" if end > 1 else ""
    message = f"The {what}{before} ends the text that “{mark}” begins."
    return Advice(stop.line, column, message, _written(stop.text, value[1:-1]))


def _escape(stop: Stop) -> Advice | None:
    if "quoted scalar" not in stop.context or stop.begun[0] != stop.line:
        return None
    line, column = stop.begun
    value = stop.at(line)[column:].strip()
    at = value.find("\\")
    if at < 0:
        return None
    message = f"Between double quotation marks “{value[at : at + 2]}” is a code of YAML, not what it looks like."
    return Advice(line, column + at, message, f"Write '{shorten(value[1:-1])}', between single ones.")


def _cut(stop: Stop) -> Advice | None:
    """A comment that took the end of a value away: a bracket that closes, or what goes on in the next line."""
    within = "flow" in stop.context
    number = stop.begun[0] if within else stop.above()
    entry = _entry(stop.at(number))
    comment = _COMMENT.search(stop.at(number), entry.start("value"))
    if comment is None or entry["value"][:1] in {'"', "'"}:
        return None
    what = shorten(comment["comment"])
    if within:
        message = f"“{what}” is a comment: from “#” on nothing counts, not even the closing bracket."
    elif stop.text[:1] == " ":
        message = f"“{what}” is a comment, so the text ends before it, and the next line belongs to nothing."
    else:
        return None
    return Advice(number, comment.start("comment"), message, "Put a text that holds “ #” in quotes.")


def _needs_quotes(stop: Stop) -> Advice | None:
    """A text whose first character means something to YAML."""
    entry = _entry(stop.text)
    value = entry["value"]
    first = next((mark for mark in _INDICATORS if value.startswith(mark)), None)
    if first is None or stop.column < entry.start("value"):
        return None
    if first in _CLOSED_BY and "flow" in stop.context:
        return None
    if value.startswith("* ") and not entry["key"]:
        item = shorten(value[2:].strip())
        message = "An item of a list begins with “- ” here, not with “* ”."
        return Advice(stop.line, entry.start("value"), message, f"Write - {item}")
    message = f"A text that begins with “{first.strip()}” must stand in quotes."
    return Advice(stop.line, entry.start("value"), message, _written(stop.text))


def _double_comma(stop: Stop) -> Advice | None:
    match = next((found for found in _DOUBLE_COMMA.finditer(stop.text) if found.end() - 1 == stop.column), None)
    if "flow" not in stop.context or match is None:
        return None
    return Advice(stop.line, stop.column, "Nothing stands before this comma.", "Leave the comma out.")


def _unclosed_bracket(stop: Stop) -> Advice | None:
    if "flow" not in stop.context:
        return None
    line, column = stop.begun
    mark = stop.at(line)[column : column + 1]
    closing = _CLOSED_BY.get(mark)
    if closing is None:
        return None
    if stop.line == line and closing in stop.text[stop.column :]:
        message = f"What stands between “{mark}” and “{closing}” cannot be read from here on."
        return Advice(line, stop.column, message, "Put a text that holds “: ”, commas or brackets in quotes.")
    what = "list" if mark == "[" else "group of values"
    message = f"The {what} that begins here with “{mark}” has no closing “{closing}”."
    return Advice(line, column, message, f"Write the “{closing}”, or put a text that begins with “{mark}” in quotes.")


def _indented(stop: Stop) -> Advice | None:
    """A key that stands deeper than the one above it, whose text it so continues."""
    above = _entry(stop.at(stop.above()))
    here = _entry(stop.text)
    if "not allowed" not in stop.problem or not (here["key"] and above["key"] and above["value"]):
        return None
    if len(here["indent"]) <= len(above["indent"]) or stop.column > len(here["indent"]) + len(here["key"]):
        return None
    one, other = here["key"].rstrip(), above["key"].rstrip()
    message = f"This line is indented, so it goes on with the text of “{other}” above it."
    return Advice(stop.line, len(here["indent"]), message, f"Let “{one}” begin in the column of “{other}”.")


def _colon(stop: Stop) -> Advice | None:
    entry = _entry(stop.text)
    if "mapping values" not in stop.problem or not entry["key"] or stop.column < entry.start("value"):
        return None
    value = entry["value"].strip()
    inside = value.strip(_TYPOGRAPHIC)
    if value[0] in _TYPOGRAPHIC and value[-1] in _TYPOGRAPHIC and not any(mark in inside for mark in "“”„«»‹›"):
        message = "These are typographic quotation marks, which YAML takes for letters; it wants \" or '."
        return Advice(stop.line, entry.start("value"), message, _written(stop.text, inside))
    message = "A text with a colon and a space after it must stand in quotes."
    return Advice(stop.line, stop.column, message, _written(stop.text))


def _free_text(stop: Stop) -> Advice | None:
    if "could not find expected ':'" not in stop.problem:
        return None
    line, column = stop.begun
    text = shorten(stop.at(line).strip())
    hint = "If the article's text begins here, put “---” on a line of its own above it; else write “key: value”."
    if stop.at(line - 1).strip() and line:
        hint = "Write “key: value”; or indent it with two spaces, if it goes on with the text above it."
    return Advice(line, column, f"“{text}” is no line of “key: value”.", hint)


def _misplaced(stop: Stop) -> Advice | None:
    if not any(word in stop.problem for word in ("expected key", "'-' indicator", "<document start>")):
        return None
    message = "This line does not begin in the column of the lines that it stands among."
    hint = "Indent the lines of one list, or of one group of keys, alike, with spaces."
    return Advice(stop.line, stop.column, message, hint)


_RULES: tuple[Callable[[Stop], Advice | None], ...] = (
    _tab,
    _escape,
    _unclosed_quote,
    _quote_ends_early,
    _cut,
    _double_comma,
    _unclosed_bracket,
    _needs_quotes,
    _colon,
    _no_space,
    _indented,
    _free_text,
    _misplaced,
)
