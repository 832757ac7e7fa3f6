"""The proof: what an incremental build leaves is what a clean one makes, file by file and byte by byte."""

import difflib
import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from soak.builds import Outcome

STATE = ".gazeta"

_TORN = (".gazeta-new", ".public.gazeta-new")
_MOST_LINES = 60
_NAMED = re.compile(rb'(?:href|src)="(/(?:assets|media)/[^"?#]+)"')


class Mismatch(AssertionError):  # noqa: N818 - it names what is wrong
    """An incremental build that is not what a clean one is; `steps` led there, such as `edit_a_body:17`."""

    def __init__(self, message: str, steps: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.steps = tuple(steps)


@dataclass(frozen=True)
class Found:
    """A published file: its bytes, and how the disk knows that it was not written again."""

    data: bytes
    mark: tuple[int, int]


def tree(folder: Path) -> dict[str, Found]:
    """All files of a published site by path, but for what a build that was cut off left to be swept."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(_TORN):
            stat = path.stat()
            found[name] = Found(path.read_bytes(), (stat.st_ino, stat.st_mtime_ns))
    return found


def data(found: dict[str, Found]) -> dict[str, bytes]:
    """Bytes alone."""
    return {path: file.data for path, file in found.items()}


def compare(incremental: Outcome, clean: Outcome) -> None:
    """Both builds say the same of the content: status, problems, figures."""
    if incremental.status != clean.status or clean.status not in {0, 1}:
        raise Mismatch(
            f"exit status {incremental.status}, a clean build's {clean.status}\n"
            f"--- incremental\n{_said(incremental)}\n--- clean\n{_said(clean)}"
        )
    if incremental.problems != clean.problems:
        raise Mismatch("the problems reported differ\n" + _diff(clean.problems, incremental.problems))
    figures = ("published", "errors", "warnings", "articles", "pages")
    if [incremental.summary.get(key) for key in figures] != [clean.summary.get(key) for key in figures]:
        raise Mismatch(f"the figures differ: {incremental.summary}, of a clean build {clean.summary}")


def compare_trees(incremental: dict[str, bytes], clean: dict[str, bytes]) -> None:
    """The same files with the same bytes."""
    if incremental == clean:
        return
    lines = [f"only after the incremental build: {path}" for path in sorted(incremental.keys() - clean.keys())]
    lines += [f"only after the clean build: {path}" for path in sorted(clean.keys() - incremental.keys())]
    differing = [path for path in sorted(clean.keys() & incremental.keys()) if clean[path] != incremental[path]]
    if differing:
        first = differing[0]
        lines += [f"{len(differing)} files differ, such as {', '.join(differing[:8])}; the first is {first}"]
        lines += [_diff(_lines(clean[first]), _lines(incremental[first]))]
    raise Mismatch("\n".join(lines))


def compare_marks(before: dict[str, Found], after: dict[str, Found]) -> None:
    """No file was written again that was as it should be."""
    both = before.keys() & after.keys()
    again = sorted(path for path in both if before[path].data == after[path].data and before[path] != after[path])
    if again:
        raise Mismatch(f"{len(again)} files were written again without need, such as {again[0]}")


def compare_kept(before: dict[str, Found], after: dict[str, Found]) -> None:
    """A build that publishes nothing touches nothing."""
    if before != after:
        compare_trees(data(after), data(before))
        compare_marks(before, after)


def check_untorn(there: dict[str, bytes], *versions: dict[str, bytes]) -> None:
    """After a build that was cut off, each file is whole, of one version or another, and pages find their assets."""
    for path, found in there.items():
        if found not in [version.get(path) for version in versions]:
            raise Mismatch(f"{path} is torn: {len(found)} bytes that no version has\n{found[:400]!r}")
    named = {name[1:].decode() for found in there.values() for name in _NAMED.findall(found)}
    promised = {name for version in versions for name in version}
    lost = sorted((named & promised) - there.keys())
    if lost:
        raise Mismatch(f"pages name files that are not there: {', '.join(lost)}")


def copy_inputs(site: Path, fresh: Path, *outputs: str) -> None:
    """A copy of a site's folder, without what builds made of it."""
    shutil.rmtree(fresh, ignore_errors=True)
    left_out = {*outputs, STATE, *_TORN}
    shutil.copytree(site, fresh, ignore=lambda folder, _: left_out if Path(folder) == site else set())


def store_files(site: Path) -> list[Path]:
    """The files of the store, which may be damaged; the list of what is Gazeta's in the output may not."""
    paths = (site / STATE).rglob("*")
    return sorted(path for path in paths if path.is_file() and not path.name.startswith("outputs"))


def renew(path: Path, before: int) -> None:
    """Sees to it that a file that was written again has another time than before, however coarse the disk's clock is."""
    stat = path.stat()
    if stat.st_mtime_ns == before:
        os.utime(path, ns=(stat.st_atime_ns, before + 1_000_000))


def _said(outcome: Outcome) -> str:
    return "\n".join([*outcome.problems[:10], outcome.said[-3000:]])


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", "replace").splitlines()


def _diff(before: list[str], after: list[str]) -> str:
    lines = list(difflib.unified_diff(before, after, "clean", "incremental", lineterm="", n=1))
    more = [f"… {len(lines) - _MOST_LINES} lines more"] if len(lines) > _MOST_LINES else []
    return "\n".join([*lines[:_MOST_LINES], *more])
