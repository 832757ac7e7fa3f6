"""Problems as values: every stage returns `(value, diagnostics)`; printing them is the edge's work."""

from collections.abc import Collection, Iterable
from typing import TypeVar

from msgspec import Struct, structs

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


class Consequence(Diagnostic, frozen=True, kw_only=True):
    """A problem that follows from one in the file `cause`; it is counted there, and not reported by itself."""

    cause: str


def consequence(found: Diagnostic, cause: str) -> Consequence:
    """A problem as a consequence of what is wrong with the file `cause`."""
    return Consequence(
        code=found.code,
        severity=found.severity,
        message=found.message,
        span=found.span,
        hint=found.hint,
        cause=cause,
    )


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by place, each once: two stages may meet the same problem, an editor should not.

    Consequences are counted on their causes, unless those are not among the problems (yet).
    """
    every = set(found)
    causes = _causes(every)
    following: dict[Diagnostic, list[Diagnostic]] = {}
    for one in every:
        if isinstance(one, Consequence) and one.cause in causes:
            following.setdefault(causes[one.cause], []).append(one)
    for cause, consequences in following.items():
        every.difference_update(consequences)
        every.remove(cause)
        every.add(structs.replace(cause, message=f"{cause.message} {_counted(consequences)}"))
    return tuple(sorted(every, key=_place))


def _place(found: Diagnostic) -> tuple[str, int, int, str, str]:
    return found.span.path, found.span.line, found.span.column, found.code, found.message


def _causes(found: Iterable[Diagnostic]) -> dict[str, Diagnostic]:
    """For each file the problem that consequences are counted on: its first error, else its first warning."""
    causes: dict[str, Diagnostic] = {}
    for one in sorted(found, key=lambda d: (d.severity != "error", d.span.line, d.span.column, d.code, d.message)):
        if not isinstance(one, Consequence):
            causes.setdefault(one.span.path, one)
    return causes


_OF_LINKS = frozenset({"unknown-story", "no-such-id", "missing-image", "unknown-address", "not-a-link"})


def _counted(consequences: Collection[Diagnostic]) -> str:
    number = len(consequences)
    links = all(one.code in _OF_LINKS for one in consequences)
    what = ("link to it" if number == 1 else "links to it") if links else "that may follow from it"
    noun = "" if links else ("problem " if number == 1 else "problems ")
    return f"And {number:,} {noun}{what} {'was' if number == 1 else 'were'} left out here."


def count(found: Iterable[Diagnostic], severity: Severity) -> int:
    """How many of them have that severity."""
    return sum(d.severity == severity for d in found)
