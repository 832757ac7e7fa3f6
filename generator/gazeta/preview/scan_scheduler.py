"""Which look an event asks for: a glance at the articles it is about, or one at the whole folder."""

import time
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from gazeta.core.layout import CONFIG_FILE, INPUT_FOLDERS
from gazeta.core.spelling import composed
from gazeta.edge.disk import is_ignored
from gazeta.edge.user_error import Trouble
from gazeta.engine.parse import is_article
from gazeta.preview.preview_session import Workroom

CONFIRM = 0.5
"""Seconds between a glance and the look at the whole folder that confirms it."""
AGAIN = 2.0
"""Seconds after which one looks without any event: queues overflow, network folders are silent."""
_SOON = 0.05
_SHARE = 20
"""One looks without an event no more often than so many times as long as a look takes: some 5 % of a processor."""


class Looks:
    """Looks at a site's folder when told of events, and tells of what has changed by `announce`."""

    def __init__(self, root: Path, workroom: Workroom, announce: Callable[[], None]) -> None:
        self._root = root
        self._workroom = workroom
        self._announce = announce
        self._looked, self._took = time.monotonic(), 0.0

    def look(self, touched: frozenset[str]) -> float:
        """One look; how many seconds to wait for an event before the next."""
        again = max(AGAIN, _SHARE * self._took)
        overdue = time.monotonic() - self._looked >= again
        keys = [key for key in map(self._key, touched) if key and not self._is_nothing(key)]
        if touched and not keys and not overdue:
            return again
        if keys and self._glance(keys):
            return _SOON if overdue else CONFIRM
        return self._refresh()

    def _glance(self, keys: Collection[str]) -> bool:
        """Whether a glance was enough to know what these keys are about."""
        if not all(is_article(key) and self._workroom.knows(key) for key in keys):
            return False
        changed = self._workroom.glance(keys)
        if changed:
            self._announce()
        return changed is not None

    def _refresh(self) -> float:
        begun = time.monotonic()
        with suppress(Trouble, OSError):  # should the folder be gone for a moment, the next look will find it
            if self._workroom.refresh():
                self._announce()
        self._looked = time.monotonic()
        self._took = self._looked - begun
        return max(AGAIN, _SHARE * self._took)

    def _key(self, path: str) -> str:
        """A path as the site calls it, empty for what is no part of the site."""
        try:
            parts = Path(path).relative_to(self._root).parts
        except ValueError:
            return ""
        inside = bool(parts) and (parts[0] in INPUT_FOLDERS or parts == (CONFIG_FILE,))
        hidden = any(is_ignored(part) for part in parts[1:])
        return composed("/".join(parts)) if inside and not hidden else ""

    def _is_nothing(self, key: str) -> bool:
        """Whether something came and went that the site never knew, as editors' temporary files do."""
        return not self._workroom.knows(key) and not (self._root / key).exists() and not self._workroom.has_below(key)
