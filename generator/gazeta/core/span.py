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
