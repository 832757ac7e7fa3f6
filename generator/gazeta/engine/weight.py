"""How much a problem weighs: what is not going to be published keeps nothing else from it.

An error in a draft, or in what has expired, is a warning until a build asks for it (`--drafts`, `--expired`). What is
scheduled goes out by itself, so it counts as if it were out: its errors are better met now than in the night.
"""

import re
from collections.abc import Iterable, Mapping

from msgspec import structs

from gazeta.core.diagnostics import Diagnostic
from gazeta.engine.options import BuildOptions
from gazeta.model.schedule import status
from gazeta.model.stories import Edition, Story

_MARKED = re.compile(rb"draft[ \t]*[:=][ \t]*(?:true|yes|on)[ \t]*(?:#.*)?", re.IGNORECASE)
_LINES = 200
"""Where an article's front matter must have said that it is a draft, if it cannot be read."""

_UNFINISHED = frozenset({"placeholder", "untranslated-translation"})
"""What no draft is blamed for."""

_LATER = "While this is a draft, or has expired, it keeps nothing from being published."


def weighed(
    found: Iterable[Diagnostic], every: Mapping[str, Story], options: BuildOptions, texts: Mapping[str, bytes]
) -> tuple[Diagnostic, ...]:
    """Problems with the weight that they have for a build.

    `texts` are the site's files: they say of articles that cannot be read whether they are drafts.
    """
    found = tuple(found)
    asked = {d.span.path for d in found if d.severity == "error" or d.code in _UNFINISHED}
    if not asked:
        return found
    editions = {e.path: e for story in every.values() for e in story.editions if e.path in asked}
    drafts = {path for path in asked if _is_draft(path, editions, texts)}
    left_out = {path for path in drafts if not options.drafts}
    left_out |= {path for path, edition in editions.items() if path not in drafts and _is_over(edition, options)}
    kept = (d for d in found if not (d.code in _UNFINISHED and d.span.path in drafts))
    return tuple(_lightened(d) if d.severity == "error" and d.span.path in left_out else d for d in kept)


def _is_draft(path: str, editions: Mapping[str, Edition], texts: Mapping[str, bytes]) -> bool:
    return editions[path].draft if path in editions else _is_marked(texts.get(path, b""))


def _is_over(edition: Edition, options: BuildOptions) -> bool:
    return not options.expired and status(edition, options.now) == "expired"


def _is_marked(data: bytes) -> bool:
    """Whether a file that cannot be read says that it is a draft: a line of its own in what would be front matter."""
    lines = [line.strip() for line in data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", _LINES)[:_LINES]]
    begins = lines[0] == b"---"
    end = next((number for number, line in enumerate(lines) if number and line == b"---"), len(lines))
    return any(_MARKED.fullmatch(line) for line in lines[begins:end])


def _lightened(problem: Diagnostic) -> Diagnostic:
    return structs.replace(problem, severity="warning", hint=f"{problem.hint} {_LATER}".lstrip())
