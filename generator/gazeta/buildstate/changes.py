"""What a build changes for readers: the list in `.gazeta/changes.json`, for caches, feeds and curious editors."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, json

from gazeta.buildstate.destinations import destination_file, written
from gazeta.edge.files import make_private, replace_below
from gazeta.edge.user_error import Trouble, explained
from gazeta.engine.output import Site

FILE = "changes.json"


class Change(Struct, frozen=True, kw_only=True):
    """An address with a page or file that is new, different or gone, and the reasons why it was made again."""

    url: str
    reasons: tuple[str, ...] = ()


class Changes(Struct, frozen=True, kw_only=True):
    """All changes of a build as of `now`, each list in the order of its addresses."""

    version: int = 1
    now: datetime
    destination: str
    added: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[Change, ...] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.added) + len(self.changed) + len(self.removed)


def changes_of(site: Site, gone: Iterable[str], now: datetime, destination: Path) -> Changes:
    """The changes that publishing a site makes, with the files that go."""
    waiting = sorted((receipt for receipt in site.receipts if receipt.waiting), key=lambda receipt: receipt.path)
    reasons = {file: row.reasons for row in site.rows.values() for file in row.files}
    made = [(receipt.is_new, _change(site.base_url, receipt.path, reasons)) for receipt in waiting]
    return Changes(
        now=now,
        destination=written(destination),
        added=tuple(change for is_new, change in made if is_new),
        changed=tuple(change for is_new, change in made if not is_new),
        removed=tuple(Change(url=url_of(site.base_url, path), reasons=("gone",)) for path in gone),
    )


def no_changes(now: datetime, destination: Path) -> Changes:
    """The changes of a build that found everything as it would make it."""
    return Changes(now=now, destination=written(destination))


def _change(base_url: str, path: str, reasons: Mapping[str, tuple[str, ...]]) -> Change:
    return Change(url=url_of(base_url, path), reasons=reasons.get(path, ("bytes",)))


def url_of(base_url: str, path: str) -> str:
    """The address of a published file."""
    folder, _, name = path.rpartition("/")
    path = f"{folder}/" if name == "index.html" and folder else "" if path == "index.html" else path
    return f"{base_url}/{path}"


def write_changes(state: Path, destination: Path, changes: Changes) -> None:
    """Replaces the list in one step. Raises `Trouble` if it cannot."""
    try:
        make_private(state)
        data = json.format(json.encode(changes), indent=1) + b"\n"
        own = destination_file(state, destination, "changes", ".new").name  # another build may be writing its own
        replace_below(state, FILE, data, mode=0o600, waits_as=own)
    except OSError as error:
        meaning, hint = explained(error)
        raise Trouble(f"The site is published, but {state / FILE} could not be written. {meaning}", hint) from error
