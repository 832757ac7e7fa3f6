"""The workroom: keeps all that was read warm, and makes a new proof when a file has changed."""

import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import Protocol

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, count, in_order
from gazeta.edge.disk import Hint, survey_site
from gazeta.engine.build import Workshop, prepare
from gazeta.engine.memory import Forgetful, Fresh, NoPast, Read, read_of
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import weigh
from gazeta.engine.pool import Serial
from gazeta.preview.proof import Proof
from gazeta.sources.snapshot import Snapshot


class Options(Protocol):
    """Says what to build, as of now."""

    def __call__(self) -> BuildOptions:
        """The options of a build that begins now."""


class Warm(Forgetful):
    """A memory that lasts as long as the preview."""

    def __init__(self) -> None:
        super().__init__()
        self._articles: dict[str, Read] = {}
        self._documents: dict[str, bytes] = {}

    def articles(self) -> Mapping[str, Read]:
        """All that were read."""
        return self._articles

    def remember(self, articles: Iterable[Fresh]) -> None:
        """Keeps articles."""
        known = list(articles)
        super().remember(known)
        self._articles.update((article.path, read_of(article.read)) for article in known)

    def document(self, name: str) -> bytes:
        """What was written under a name."""
        return self._documents.get(name, b"")

    def write_document(self, name: str, data: bytes) -> None:
        """Keeps something under a name."""
        self._documents[name] = data


class State(Struct, frozen=True, kw_only=True):
    """What editors get to see: the last sound proof, if there was one, and what is wrong at present.

    `number` counts changes; `changed` are the input files that differ from the state before; `seconds` is how long
    it took to find out.
    """

    number: int
    proof: Proof | None
    found: tuple[Diagnostic, ...]
    files: Mapping[str, bytes]
    changed: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def broken(self) -> bool:
        """Whether the site as it is now could not be published."""
        return count(self.found, "error") > 0


class Workroom:
    """One site's folder. `state` may be read at any time; `refresh` works in one thread at a time."""

    def __init__(self, source: Path, options: Options) -> None:
        self._source = source
        self._options = options
        self._memory = Warm()
        self._hints: Mapping[str, Hint] = {}
        self._seen: dict[str, str] = {}
        self._asked: BuildOptions | None = None
        self._lock = Lock()
        self.state = State(number=0, proof=None, found=(), files={})

    def refresh(self) -> bool:
        """Looks at the folder; whether anything in it has changed. Raises `Trouble` if it cannot be looked at."""
        with self._lock:
            begun = time.monotonic()
            survey = survey_site(self._source, self._hints)
            self._hints = survey.hints
            seen = _digests(survey.snapshot, survey.hints)
            changed = tuple(sorted(path for path in {**seen, **self._seen} if seen.get(path) != self._seen.get(path)))
            if not changed and self._asked is not None:
                return False
            self._seen, self._asked = seen, self._options()
            shop = Workshop(memory=self._memory, past=NoPast(), pool=Serial(), sink=weigh, watch=_nobody)
            prepared, found = prepare(survey.snapshot, self._asked, shop)
            every = in_order((*survey.found, *found))
            sound = count(every, "error") == 0
            proof = Proof(prepared, self._memory, survey.snapshot.media) if sound else self.state.proof
            self.state = State(
                number=self.state.number + 1,
                proof=proof,
                found=every,
                files=survey.snapshot.texts,
                changed=changed,
                seconds=time.monotonic() - begun,
            )
            return True


def _digests(snapshot: Snapshot, hints: Mapping[str, Hint]) -> dict[str, str]:
    """What tells a file from what it was before, for all files."""
    digests = {path: hints[path].digest for path in snapshot.texts if path in hints}
    return {**digests, **{path: media.digest for path, media in snapshot.media.items()}}


def _nobody(_stage: str, _done: int, _total: int) -> None:
    """Progress is not shown: it takes no time."""
