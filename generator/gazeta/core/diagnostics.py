"""Problems as values: every stage returns `(value, diagnostics)`; printing them is the edge's work."""

from collections.abc import Iterable
from typing import TypeVar

from msgspec import Struct

from gazeta.core.codes import CODES, Severity
from gazeta.core.span import Span

T = TypeVar("T")


class Diagnostic(Struct, frozen=True, kw_only=True):
    """One problem, with its place and what to do about it.

    `code` is stable and listed in `gazeta.core.codes`; `message` says what is wrong here; `hint` says how to
    mend it. An `error` keeps the site from being published, a `warning` does not (unless `--strict`).
    """

    code: str
    severity: Severity
    message: str
    span: Span
    hint: str = ""


Found = tuple[T, tuple[Diagnostic, ...]]
"""What a stage returns: its value and the problems it found on the way."""


def problem(code: str, message: str, span: Span, hint: str = "") -> Diagnostic:
    """A diagnostic with the severity that the table of codes gives its code.

    Raises `KeyError` for a code that the table does not have, which is a bug.
    """
    return Diagnostic(code=code, severity=CODES[code].severity, message=message, span=span, hint=hint)


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by place, each once: two stages may meet the same problem, an editor should not."""
    return tuple(sorted(set(found), key=lambda d: (d.span.path, d.span.line, d.span.column, d.code, d.message)))


def count(found: Iterable[Diagnostic], severity: Severity) -> int:
    """How many of them have that severity."""
    return sum(d.severity == severity for d in found)
