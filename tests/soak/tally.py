"""What a soak did, for its report: steps, builds, and which kinds of published files changed."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

_KINDS = {
    "older page": re.compile(r"(^|/)page/\d+(/index)?\.html$"),
    "redirect": re.compile(r"^(old|2025)/"),
    "asset": re.compile(r"^assets/"),
    "picture": re.compile(r"^media/"),
    "fragment": re.compile(r"^fragments/"),
    "feed": re.compile(r"(^|/)feed\.xml$"),
    "sitemap": re.compile(r"^sitemaps?[./]"),
    "not found": re.compile(r"(^|/)404\.html$"),
    "robots": re.compile(r"^robots\.txt$"),
    "page": re.compile(r"\.html$"),
    "static file": re.compile(""),
}

KINDS = frozenset(_KINDS)
"""What there is among published files."""


@dataclass
class Tally:
    """Counts of steps by name, of builds by what came of them, and of changed files by kind."""

    steps: Counter[str] = field(default_factory=Counter)
    builds: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """All steps."""
        return self.steps.total()

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.steps + other.steps, self.builds + other.builds, self.changed + other.changed)

    def note_changes(self, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
        """Counts the files that came, went or changed; the first site is no change."""
        paths = before.keys() | after.keys() if before else frozenset()
        self.changed.update(_kind(path) for path in paths if before.get(path) != after.get(path))


def _kind(path: str) -> str:
    return next(kind for kind, pattern in _KINDS.items() if pattern.search(path))
