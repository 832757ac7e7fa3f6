"""What open pages are told: the state's number, what changed and where to see it, and what is wrong."""

from collections.abc import Iterable, Sequence
from functools import cache, partial
from pathlib import Path

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic
from gazeta.core.layout import CONFIG_FILE
from gazeta.core.span import lines_of
from gazeta.edge.user_error import Trouble
from gazeta.preview.editors import link
from gazeta.preview.preview_session import State
from gazeta.preview.site_snapshot import Proof

_EXCERPT = 160
_MOST = 50


class Problem(Struct, frozen=True, kw_only=True):
    """A diagnostic as editors see it: `place` to be read, `edit` a link to it, `excerpt` its line."""

    severity: str
    code: str
    place: str
    message: str
    hint: str
    excerpt: str
    edit: str


class News(Struct, frozen=True, kw_only=True):
    """A state: `pages` are the addresses of the first changed article, by locale; `total` counts all errors."""

    number: int
    changed: tuple[str, ...]
    pages: dict[str, str]
    errors: tuple[Problem, ...]
    total: int


class Reporter:
    """Describes states for one site's folder and one editor's links."""

    def __init__(self, root: Path, editor: str) -> None:
        self.root = root
        self.editor = editor

    def news(self, state: State) -> News:
        """What is told of a state."""
        errors = [diagnostic for diagnostic in causes_first(state.found) if diagnostic.severity == "error"]
        changed = state.changed[:_MOST]
        pages = (self.pages(state.proof, path) for path in changed) if state.proof and not errors else iter(())
        return News(
            number=state.number,
            changed=changed,
            pages=next((found for found in pages if found), {}),
            errors=self.problems(errors[:_MOST], state),
            total=len(errors),
        )

    @staticmethod
    def pages(proof: Proof, path: str) -> dict[str, str]:
        """The addresses at which an article can be seen, by locale."""
        model = proof.model
        key = model.targets.by_path.get(path, "")
        return {
            tag: model.routes.href(model.path(tag, key))
            for tag, shown in model.shown.items()
            if key in shown and model.stories[key].editions[shown[key]].path == path
        }

    def problems(self, found: Iterable[Diagnostic], state: State) -> tuple[Problem, ...]:
        """Some diagnostics, each with its line as it was when it was found; a file is read once for all of them."""
        lines = cache(partial(_lines, state))
        return tuple(self._problem(diagnostic, lines(diagnostic.span.path)) for diagnostic in found)

    def _problem(self, diagnostic: Diagnostic, lines: Sequence[str]) -> Problem:
        number = diagnostic.span.line
        return Problem(
            severity=diagnostic.severity,
            code=diagnostic.code,
            place=str(diagnostic.span),
            message=diagnostic.message,
            hint=diagnostic.hint,
            excerpt=lines[number - 1][:_EXCERPT] if 0 < number <= len(lines) else "",
            edit=link(self.editor, self.root, diagnostic.span),
        )


def causes_first(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Errors before warnings, and before all what is wrong in `site.yaml`: much else may follow from it."""
    return sorted(found, key=lambda problem: (problem.severity != "error", problem.span.path != CONFIG_FILE))


def _lines(state: State, path: str) -> list[str]:
    """The lines of a file; none if it cannot be read."""
    try:
        return lines_of(state.files[path])
    except (KeyError, OSError, Trouble):
        return []
