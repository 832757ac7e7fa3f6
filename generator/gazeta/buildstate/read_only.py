"""What the last build remembered, for somebody who only reads it: the store is neither locked nor changed."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

from msgspec import Struct

from gazeta.buildstate.archive import read_hints
from gazeta.buildstate.store import StoreBroken, open_to_read
from gazeta.edge.disk import Hint
from gazeta.edge.user_error import Trouble
from gazeta.engine.memory import Read


class Recollection(Struct, frozen=True, kw_only=True):
    """Articles with their insides, documents, and hints of the site's files: see `Memory` and `survey_site`."""

    articles: Mapping[str, Read] = {}
    insides: Mapping[str, bytes] = {}
    documents: Mapping[str, bytes] = {}
    hints: Mapping[str, Hint] = {}


def recollect(path: Path) -> Recollection:
    """What is in a store; nothing if there is none, if it is another version's, damaged, or being written to."""
    with suppress(StoreBroken, sqlite3.Error, OSError, ValueError, Trouble), closing(open_to_read(path)) as store:
        return Recollection(
            articles=store.articles(),
            insides=dict(store.part("insides")),
            documents=dict(store.part("documents")),
            hints=read_hints(store),
        )
    return Recollection()
