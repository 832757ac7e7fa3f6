"""A newsroom's desk: its files in a folder, and an incremental build that is held against a clean one."""

import copy
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from soak.builds import Build, Outcome, run, run_as_process, run_together
from soak.newsroom import Files, first_day
from soak.proof import (
    Found,
    Mismatch,
    compare,
    compare_kept,
    compare_marks,
    compare_trees,
    copy_inputs,
    data,
    renew,
    store_files,
    tree,
)
from soak.tally import Tally

PUBLIC, OTHER = "public", "other"
_HISTORY = 12
_LONG_AGO = 1_700_000_000_000_000_000


class Desk:
    """A site's folder below `folder`, the newsroom whose files lie in it, and all that has happened to it.

    `overlay` are files that stand in place of the newsroom's own, such as broken ones. `jobs` is how many processes
    the next builds use, `shipped` what they have instead of Gazeta's own themes and phrases. If `environment` has
    anything in it, the next build is to be a true process.
    """

    def __init__(self, folder: Path, tally: Tally) -> None:
        self.site, self.fresh = folder / "site", folder / "fresh"
        self.tally = tally
        self.room = first_day()
        self.past = [copy.deepcopy(self.room)]
        self.stores: list[dict[str, bytes]] = []
        self.overlay: Files = {}
        self.written: Files = {}
        self.writes = 0
        self.jobs = 1
        self.shipped: Path | None = None
        self.environment: dict[str, str] = {}
        self.steps: list[str] = []
        self.site.mkdir(parents=True)

    def begin(self) -> "Desk":
        """The first build."""
        self.prove("begin:0", lambda: self.say("the first build"))
        return self

    # steps

    def prove(self, name: str, happen: Callable[[], None], again: bool = False) -> None:
        """Lets something happen, and holds builds together; raises `Mismatch`, with the way there, if they differ."""
        self.steps.append(name)
        try:
            happen()
            self.check(again=again)
        except Mismatch as mismatch:
            raise self._told(mismatch) from None
        self._remember()

    def say(self, *what: str) -> None:
        """Adds to what is known of the present step."""
        self.steps[-1] += f"  {'; '.join(what)}"

    def _told(self, mismatch: Mismatch) -> Mismatch:
        """A mismatch with the way to it."""
        way = "\n".join(f"  {number}. {step}" for number, step in enumerate(self.steps))
        steps = [step.partition("  ")[0] for step in self.steps[1:]]
        again = f"To see it again: --replay '{' '.join(steps)}'"
        return Mismatch(f"{mismatch}\n\nAfter these steps:\n{way}\n\n{again}", steps)

    def _remember(self) -> None:
        self.past = [*self.past[-_HISTORY:], copy.deepcopy(self.room)]
        if len(self.steps) % 5 == 0:
            files = store_files(self.site)
            store = {str(path.relative_to(self.site)): path.read_bytes() for path in files}
            self.stores = [*self.stores[-2:], store]

    # building

    def check(self, words: Sequence[str] = (), place: str = PUBLIC, again: bool = False) -> None:
        """An incremental build and a clean one, which must come to the same; if `again`, an unchanged one after it."""
        self.write()
        before = self.there(place)
        copy_inputs(self.site, self.fresh, PUBLIC, OTHER)
        incremental, clean = self._both(words, place)
        after = self.there(place)
        compare(incremental, clean)
        if clean.status:
            self.tally.builds["with errors"] += 1
            compare_kept(before, after)
            return
        compare_trees(data(after), data(tree(self.fresh / PUBLIC)))
        self.tally.note_changes(data(before), data(after))
        if "--clean" not in words:
            compare_marks(before, after)
        if again:
            self._check_unchanged(words, place, after)

    def _both(self, words: Sequence[str], place: str) -> tuple[Outcome, Outcome]:
        asked, other = self.asked(self.site, place, words), self.asked(self.fresh, PUBLIC, words)
        other.jobs = 1
        self.tally.builds["incremental"] += 1
        self.tally.builds["clean"] += 1
        environment, self.environment = self.environment, {}
        if environment and not self.shipped:
            return run_as_process(asked, environment), run(other)
        incremental, clean = run_together(asked, other)
        return incremental, clean

    def _check_unchanged(self, words: Sequence[str], place: str, before: dict[str, Found]) -> None:
        words = [word for word in words if word != "--clean"]
        outcome = run(self.asked(self.site, place, words))
        self.tally.builds["unchanged"] += 1
        if outcome.status or outcome.summary["written"] or outcome.summary["deleted"]:
            raise Mismatch(f"an unchanged build: status {outcome.status}, {outcome.summary} {outcome.said}")
        compare_kept(before, self.there(place))

    def clean(self, words: Sequence[str] = ()) -> dict[str, bytes]:
        """What a clean build makes of the site's files; nothing if it finds errors."""
        copy_inputs(self.site, self.fresh, PUBLIC, OTHER)
        self.tally.builds["clean"] += 1
        run(self.asked(self.fresh, PUBLIC, words))
        return data(tree(self.fresh / PUBLIC))

    def asked(self, site: Path, place: str = PUBLIC, words: Sequence[str] = ()) -> Build:
        """A build as of the newsroom's present."""
        now = self.room.now.isoformat()
        return Build(site=site, destination=site / place, now=now, words=words, jobs=self.jobs, shipped=self.shipped)

    def there(self, place: str = PUBLIC) -> dict[str, Found]:
        """What is published."""
        return tree(self.site / place)

    def write(self) -> None:
        """Brings the site's folder up to the newsroom: only files that differ are written."""
        files = {**self.room.files(), **self.overlay}
        for path in self.written.keys() - files.keys():
            (self.site / path).unlink()
            _remove_empty(self.site / path, self.site)
        for path, content in files.items():
            if self.written.get(path) != content:
                self._put(self.site / path, content)
        self.written = files

    def _put(self, path: Path, content: bytes) -> None:
        """Writes a file. Every other one gets a time long past: what was written a moment ago no build trusts."""
        before = path.stat().st_mtime_ns if path.is_file() else 0
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.writes += 1
        if self.writes % 2:
            os.utime(path, ns=(0, _LONG_AGO + self.writes))
        renew(path, before)


def _remove_empty(path: Path, top: Path) -> None:
    for parent in path.parents:
        if parent == top or any(parent.iterdir()):
            return
        parent.rmdir()
