import io
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pytest
from rich.console import Console

from gazeta.core.codes import CODES
from gazeta.core.diagnostics import Diagnostic, in_order, problem
from gazeta.core.span import Span
from gazeta.edge.report import Watcher, print_diagnostics, print_json, print_table, progress
from gazeta.edge.summary import Summary, check_line, problems_line, summary_line
from gazeta.edge.user_error import Trouble

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
    monkeypatch.setattr("gazeta.edge.report.time.monotonic", lambda: next(instants))
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


class Counted(Mapping[str, bytes]):
    """Files that count how often they are read."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.reads = Counter[str]()

    def __getitem__(self, path: str) -> bytes:
        self.reads[path] += 1
        return self.files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


def many(code: str, number: int, files: int = 2) -> list[Diagnostic]:
    spans = (Span(path=f"content/{n % files}.md", line=n // files + 1, column=1) for n in range(number))
    return [problem(code, f"The {n}th of {code}.", span) for n, span in enumerate(spans)]


def shown(found: Sequence[Diagnostic], files: Mapping[str, bytes] = FILES, **options: bool) -> str:
    stream = io.StringIO()
    print_diagnostics(in_order(found), files, stream, **options)
    return stream.getvalue()


def test_errors_come_last_where_the_eye_is() -> None:
    heads = [line for line in shown([*many("bad-date", 2), *many("liquid-tag", 2)]).splitlines() if ": " in line]
    assert [head.rpartition(" ")[2] for head in heads] == ["[liquid-tag]"] * 2 + ["[bad-date]"] * 2


def test_of_many_the_first_of_each_code_and_a_table() -> None:
    found = [*many("liquid-tag", 10_000, 5), *many("missing-alt", 2), *many("bad-date", 12), *many("bad-slug", 1)]
    lines = shown(found).splitlines()
    assert sum("[liquid-tag]" in line for line in lines) == 3
    assert "… and 9,997 more of liquid-tag in 5 files." in lines
    assert sum("[missing-alt]" in line for line in lines) == 2
    assert sum("[bad-date]" in line for line in lines) == 10
    assert "… and 2 more of bad-date in 1 file." in lines
    assert lines[-6:] == [
        "       2  warning  missing-alt  in 2 files",
        "  10,000  warning  liquid-tag   in 5 files",
        "       1  error    bad-slug     in 1 file",
        "      12  error    bad-date     in 2 files",
        "  Of each, the first are above; --all shows every one.",
        "",
    ]
    assert shown(found, everything=True).count("[liquid-tag]") == 10_000
    assert "--all" not in shown(found, everything=True)


def test_up_to_thirty_are_shown_in_full() -> None:
    assert shown(many("liquid-tag", 30)).count("[liquid-tag]") == 30
    assert "more of" not in shown(many("liquid-tag", 30))
    assert shown(many("liquid-tag", 31)).count("[liquid-tag]") == 3
    assert "more of" not in shown(
        [*many("liquid-tag", 3), *(d for c in CODES if c != "liquid-tag" for d in many(c, 1))]
    )


def test_a_file_is_read_once_for_all_that_is_shown_of_it_and_not_at_all_for_the_rest() -> None:
    files = Counted({f"content/{n}.md": b"line\n" * 5_000 for n in range(50)})
    shown(many("liquid-tag", 10_000, 50), files, everything=True)
    assert set(files.reads.values()) == {1}
    assert len(files.reads) == 50
    files.reads.clear()
    shown(many("liquid-tag", 10_000, 50), files)
    assert sum(files.reads.values()) <= 3


def test_many_problems_on_one_long_line_are_shown_in_linear_time() -> None:
    line = "x " * 50_000

    def seconds(number: int) -> float:
        spans = (Span(path="content/a.md", line=1, column=n * 3 + 1) for n in range(number))
        found = [problem("liquid-tag", "It is there.", span) for span in spans]
        begun = time.process_time()
        print_diagnostics(found, {"content/a.md": line.encode()}, io.StringIO(), everything=True)
        return time.process_time() - begun

    assert seconds(16_000) < 40 * max(min(seconds(1_000) for _ in range(3)), 0.001)


def test_a_file_that_went_meanwhile_is_not_quoted() -> None:
    class Gone(Counted):
        def __getitem__(self, path: str) -> bytes:
            raise Trouble(f"{path} cannot be read.")

    assert "[liquid-tag]" in shown(many("liquid-tag", 1), Gone({}))
