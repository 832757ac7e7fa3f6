"""What commands that need a sound site say where there is none, or one with errors."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import click

from gazeta.core.diagnostics import Diagnostic, count, in_order
from gazeta.core.layout import CONFIG_FILE
from gazeta.edge.disk import no_site
from gazeta.edge.report import print_diagnostics
from gazeta.edge.summary import problems_line
from gazeta.engine.build import Workshop, prepare
from gazeta.engine.memory import Forgetful, NoPast
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import weigh
from gazeta.engine.pool import Serial
from gazeta.sources.snapshot import Snapshot


class SiteErrors(click.ClickException):
    """Ends a command with a site's errors and exit status 1."""

    exit_code = 1

    def __init__(self, found: tuple[Diagnostic, ...], files: Mapping[str, bytes]) -> None:
        self.found = tuple(problem for problem in found if problem.severity == "error")
        super().__init__(errors_line(len(self.found)))
        self._files = files

    def show(self, _file: IO[Any] | None = None) -> None:
        """Prints the errors."""
        print_diagnostics(self.found, self._files, sys.stderr)


def require_site(source: Path) -> None:
    """Raises `SiteErrors` for a folder without a site, before anything is written there."""
    if not has_site(source):
        raise SiteErrors((no_site(source),), {})


def has_site(source: Path) -> bool:
    """Whether a folder has settings of a site, readable or not."""
    return os.path.lexists(source / CONFIG_FILE)


def errors_line(errors: int) -> str:
    """What is said of a site with errors by commands that are not about them."""
    return f"The site has {problems_line(errors, 0)}; `gazeta check` says which."


def count_errors(snapshot: Snapshot, unreadable: tuple[Diagnostic, ...], options: BuildOptions) -> int:
    """How many errors a build would report before it makes pages."""
    shop = Workshop(memory=Forgetful(), past=NoPast(), pool=Serial(), sink=weigh, watch=lambda *_: None)
    _, found = prepare(snapshot, options, shop)
    return count(in_order((*unreadable, *found)), "error")
