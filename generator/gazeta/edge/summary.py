"""What came of it, in a line."""

from msgspec import Struct


class Summary(Struct, frozen=True, kw_only=True):
    """The figures of a build. `published` says whether the site was put in place."""

    published: bool
    errors: int
    warnings: int
    seconds: float
    articles: int = 0
    pages: int = 0
    written: int = 0
    unchanged: int = 0
    deleted: int = 0


def problems_line(errors: int, warnings: int) -> str:
    """`2 errors, 1 warning`, or `no problems`."""
    parts = [_counted(number, noun) for number, noun in ((errors, "error"), (warnings, "warning")) if number]
    return ", ".join(parts) or "no problems"


def summary_line(summary: Summary, place: str) -> str:
    """What became of a build, in a line."""
    problems = problems_line(summary.errors, summary.warnings)
    if not summary.published:
        extent = f"{_counted(summary.articles, 'article')}, {summary.seconds:.1f} s"
        return f"Nothing was published: {problems} ({extent})."
    files = f"{summary.written:,} files written, {summary.unchanged:,} unchanged, {summary.deleted:,} deleted"
    return f"{_counted(summary.pages, 'page')} in {summary.seconds:.1f} s to {place}: {files}; {problems}."


def check_line(summary: Summary) -> str:
    """What came of a check, in a line."""
    problems = problems_line(summary.errors, summary.warnings)
    extent = f"{_counted(summary.articles, 'article')}, {_counted(summary.pages, 'page')}"
    return f"{problems[0].upper()}{problems[1:]} ({extent}, {summary.seconds:.1f} s)."


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
