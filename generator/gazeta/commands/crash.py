"""A bug, told in a sentence: what happened, what has become of the site as far as is known, where to report it."""

import os
import platform
import sys
import tempfile
import traceback
from pathlib import Path

import click

from gazeta import __version__
from gazeta.buildstate.destinations import NAME
from gazeta.commands.session import Session
from gazeta.core.layout import CONFIG_FILE
from gazeta.edge.files import make_private, replace_below

ISSUES = "https://github.com/gazeta-press/gazeta/issues"
"""Also in pyproject.toml, under `[project.urls]`; a test holds them equal."""

_FILE = "crash.txt"


def report_crash(error: Exception, session: Session) -> None:
    """Says so on standard error, and keeps the traceback in a file: in the site's `.gazeta` if there is a site."""
    place = _kept(_details(error), session.source)
    what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    lines = (
        f"Gazeta has failed, and it is not your fault: this is a bug in Gazeta ({what}).",
        session.said(),
        f"Please report it at {ISSUES}" + (f" with the file {place}." if place else "."),
    )
    click.echo("\n".join(filter(None, lines)), err=True)


def _details(error: Exception) -> str:
    versions = f"Gazeta {__version__}, Python {platform.python_version()}, {platform.platform()}"
    words = " ".join(sys.argv[1:])
    return f"{versions}\ngazeta {words}\n\n{''.join(traceback.format_exception(error))}"


def _kept(details: str, source: Path) -> Path | None:
    """The file that has the details now; `None` if none could be written."""
    data = details.encode("utf-8", "backslashreplace")
    state = source / NAME
    try:
        if state.is_dir() or (source / CONFIG_FILE).is_file():
            make_private(state)
            replace_below(state, _FILE, data, mode=0o600)
            return state / _FILE
    except OSError:
        pass  # then elsewhere
    try:
        handle, name = tempfile.mkstemp(prefix="gazeta-crash-", suffix=".txt")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError:
        return None
    return Path(name)
