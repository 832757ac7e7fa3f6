"""Where something stands in an input file."""

from msgspec import Struct


class Span(Struct, frozen=True, kw_only=True):
    """A place in a source file.

    `path` is relative to the site's folder, with forward slashes. `line` and `column` count from 1; columns
    count code points. A `line` of 0 means the file as a whole, a `column` of 0 the line as a whole.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`path:line:column`, without the parts that are unknown; terminals and editors link this form."""
        return ":".join([self.path, *(str(part) for part in (self.line, self.column) if part)])


def place(path: str, text: str, offset: int, first_line: int = 1) -> Span:
    """Where the character at an offset of a text is, whose first line is `first_line` of the file."""
    line = first_line + text.count("\n", 0, offset)
    return Span(path=path, line=line, column=offset - text.rfind("\n", 0, offset))


def lines_of(data: bytes) -> list[str]:
    """The lines of a file as spans count them: ends are `\\n`, `\\r\\n` or `\\r`, and nothing else ends a line."""
    text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
