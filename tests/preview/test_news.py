"""How much work it takes to tell of many problems."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from gazeta.core.diagnostics import Diagnostic, in_order, problem
from gazeta.core.span import Span
from gazeta.preview.desk import MOST, desk_of
from gazeta.preview.events import Reporter
from gazeta.preview.preview_session import State

PATH = "content/world/a.md"


class Counting(Mapping[str, bytes]):
    """A file that counts how often it is read."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.reads = 0

    def __getitem__(self, path: str) -> bytes:
        if path != PATH:
            raise KeyError(path)
        self.reads += 1
        return self.data

    def __iter__(self) -> Iterator[str]:
        return iter([PATH])

    def __len__(self) -> int:
        return 1


def state(found: tuple[Diagnostic, ...], files: Mapping[str, bytes]) -> State:
    return State(number=1, proof=None, found=found, files=files)


def test_a_desk_with_many_problems_reads_their_file_once(tmp_path: Path) -> None:
    files = Counting(b"line\n" * 30_000)
    spans = (Span(path=PATH, line=n + 1, column=1) for n in range(30_000))
    found = in_order(problem("unknown-story", "It is not there.", span) for span in spans)
    reporter = Reporter(tmp_path, "vscode")
    desk = desk_of(state(found, files), reporter, tmp_path)
    assert len(desk.problems) == MOST
    assert desk.totals["problems"] == 30_000
    assert desk.problems[0].excerpt == "line"
    assert files.reads == 1
    assert reporter.news(state(found, files)).total == 30_000
    assert files.reads == 2


def test_a_line_is_what_the_terminal_counts_as_one(tmp_path: Path) -> None:
    """Not a line separator, a form feed or NEL, at which Python's `splitlines` would break."""
    files = Counting("one\u2028still\x0cone\u0085\r\ntwo\rthree".encode())
    found = (problem("bad-date", "Wrong.", Span(path=PATH, line=3)),)
    assert Reporter(tmp_path, "none").problems(found, state(found, files))[0].excerpt == "three"
