"""Records of translations on disk: one file each, below `translations/` in the site's folder."""

import os
from collections.abc import Iterable
from pathlib import Path

from gazeta.core.diagnostics import Diagnostic, Found
from gazeta.edge.trouble import Trouble, explained
from gazeta.sources.translation_record import Record, read_record, record_path, write_record


def read_records(root: Path, paths: Iterable[str]) -> Found[dict[str, Record]]:
    """The records of translations, by the paths of the translations that have one."""
    records: dict[str, Record] = {}
    found: list[Diagnostic] = []
    for path in paths:
        place = record_path(path)
        try:
            data = (root / place).read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise _trouble(root / place, "read", error) from error
        record, problems = read_record(data, place)
        found += problems
        if record:
            records[path] = record
    return records, tuple(found)


def keep_record(root: Path, path: str, record: Record) -> None:
    """Writes the record of a translation; it is whole at any moment."""
    place = root / record_path(path)
    waiting = place.with_name(f".{place.name}.new")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        waiting.write_bytes(write_record(record))
        os.replace(waiting, place)  # noqa: PTH105 - says what it does to what is there
    except OSError as error:
        raise _trouble(place, "written", error) from error


def _trouble(place: Path, done: str, error: OSError) -> Trouble:
    meaning, hint = explained(error)
    return Trouble(f"{place} could not be {done}. {meaning}", hint)
