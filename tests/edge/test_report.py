import io
import json

import pytest
from rich.console import Console

from gazeta.core.diagnostics import problem
from gazeta.core.span import Span
from gazeta.edge import report
from gazeta.edge.report import Watcher, print_diagnostics, print_json, print_table, progress
from gazeta.edge.summary import Summary, check_line, problems_line, summary_line

FILES = {
    "content/a.md": b"---\r\ntitle: A\r\ndate: tomorrow\r\n---\r\n",
    "content/zh.md": "---\ntitle: 华尔街日报：坏\n".encode(),
}
SUMMARY = Summary(
    published=True, errors=0, warnings=1, seconds=1.25, articles=2, pages=1234, written=3, unchanged=1231
)


def text(*found: object, files: dict[str, bytes] = FILES) -> str:
    stream = io.StringIO()
    print_diagnostics(found, files, stream)  # type: ignore[arg-type]
    return stream.getvalue()


def at(path: str, line: int = 0, column: int = 0, message: str = "It is wrong.", hint: str = "Mend it.") -> object:
    return problem("bad-date", message, Span(path=path, line=line, column=column), hint)


def test_the_place_the_line_the_caret_and_the_hint() -> None:
    assert text(at("content/a.md", 3, 7)).splitlines() == [
        "content/a.md:3:7: error [bad-date]",
        "  It is wrong.",
        "  3 │ date: tomorrow",
        "    │       ^",
        "  Hint: Mend it.",
        "",
    ]


def test_the_caret_stands_below_wide_characters() -> None:
    lines = text(at("content/zh.md", 2, 14)).splitlines()
    assert lines[2] == "  2 │ title: 华尔街日报：坏"
    assert lines[3] == "    │ " + " " * (7 + 2 * 6) + "^"


def test_places_without_line_or_column_or_file() -> None:
    assert text(at("content/a.md")).splitlines()[:2] == ["content/a.md: error [bad-date]", "  It is wrong."]
    assert "│" not in text(at("elsewhere.md", 3, 7))
    assert "│" not in text(at("content/a.md", 99, 1))
    assert "^" not in text(at("content/a.md", 3))


def test_a_long_line_is_shown_around_its_place() -> None:
    files = {"content/a.md": b"x" * 500 + b"BAD" + b"y" * 500}
    lines = text(at("content/a.md", 1, 501), files=files).splitlines()
    assert len(lines[2]) < 140
    assert lines[2].index("BAD") == lines[3].index("^")
    assert "…" in lines[2]


def test_nothing_steers_the_terminal() -> None:
    files = {"content/a.md": "title: \x1b[31mred \u202egnitrever\tend".encode()}
    shown = text(at("content/a.md", 1, 28, message="The “\x1b]0;x\x07” [bold]here[/bold]."), files=files)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[bold]here[/bold]" in shown
    assert shown.splitlines()[3].index("^") == shown.splitlines()[2].index("end")


def test_colour_for_terminals_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" not in text(at("content/a.md", 3, 7))
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;31m" in text(at("content/a.md", 3, 7))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;31m" not in text(at("content/a.md", 3, 7))


def test_for_programs() -> None:
    stream = io.StringIO()
    print_json([at("content/a.md", 3, 7)], SUMMARY, stream)  # type: ignore[list-item]
    assert json.loads(stream.getvalue()) == {
        "version": 1,
        "diagnostics": [
            {
                "code": "bad-date",
                "severity": "error",
                "message": "It is wrong.",
                "span": {"path": "content/a.md", "line": 3, "column": 7},
                "hint": "Mend it.",
            }
        ],
        "summary": {
            "published": True,
            "errors": 0,
            "warnings": 1,
            "seconds": 1.25,
            "articles": 2,
            "pages": 1234,
            "written": 3,
            "unchanged": 1231,
            "deleted": 0,
        },
    }


def test_figures_in_a_line() -> None:
    line = "1,234 pages in 1.2 s to public: 3 files written, 1,231 unchanged, 0 deleted; 1 warning."
    assert summary_line(SUMMARY, "public") == line
    failed = Summary(published=False, errors=2, warnings=0, seconds=0.5, articles=1, pages=3)
    assert summary_line(failed, "public") == "Nothing was published: 2 errors (1 article, 0.5 s)."
    assert check_line(failed) == "2 errors (1 article, 3 pages, 0.5 s)."
    assert problems_line(0, 0) == "no problems"


def test_tables_are_aligned_in_every_script() -> None:
    stream = io.StringIO()
    print_table([("a", "华尔街", "x"), ("bb", "b", "y")], stream)
    assert stream.getvalue() == "a   华尔街  x\nbb  b       y\n"


def test_progress_is_silent_where_there_is_no_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with progress() as watch:
        for done in range(11):
            watch("pages", done, 10)
    assert capfd.readouterr() == ("", "")


def test_progress_shows_counts_once_work_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    instants = iter([0.0, 0.1, 0.6, 1.0, 2.0])
    monkeypatch.setattr(report.time, "monotonic", lambda: next(instants))
    stream = io.StringIO()
    watcher = Watcher(Console(file=stream, force_terminal=True, width=80))
    watcher("articles", 1, 40)
    assert stream.getvalue() == ""
    watcher("articles", 20, 40)
    watcher("pages", 10, 400)
    watcher("pages", 400, 400)
    watcher.stop()
    assert "20/40" in stream.getvalue()
    assert "400/400" in stream.getvalue()
