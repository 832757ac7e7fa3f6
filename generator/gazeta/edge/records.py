"""Records of translations on disk: one file each, below `translations/` in the site's folder."""

from collections.abc import Iterable
from pathlib import Path

from gazeta.core.diagnostics import Diagnostic, Found, problem
from gazeta.core.span import Span
from gazeta.edge.files import read_below, replace_below
from gazeta.edge.user_error import Trouble, explained
from gazeta.sources.translation.record import Record, read_record, record_path, write_record


def read_records(root: Path, paths: Iterable[str]) -> Found[dict[str, Record]]:
    """The records of translations, by the paths of the translations that have one."""
    records: dict[str, Record] = {}
    found: list[Diagnostic] = []
    for path in paths:
        place = record_path(path)
        try:
            data = read_below(root, place)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            meaning, hint = explained(error)
            found.append(problem("unreadable-file", f"It cannot be read: {meaning}", Span(path=place), hint))
            continue
        record, problems = read_record(data, place)
        found += problems
        if record:
            records[path] = record
    return records, tuple(found)


def keep_record(root: Path, path: str, record: Record) -> None:
    """Writes the record of a translation; it is whole at any moment."""
    try:
        replace_below(root, record_path(path), write_record(record))
    except OSError as error:
        meaning, hint = explained(error)
        raise Trouble(f"{root / record_path(path)} could not be written. {meaning}", hint) from error
