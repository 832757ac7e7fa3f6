"""Options that several verbs share, and how their values are read."""

import os
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from gazeta.commands.session import Session
from gazeta.core.layout import CONFIG_FILE
from gazeta.core.tags import UnknownTag, canonical_tag
from gazeta.edge.clock import BadInstant, now_from
from gazeta.engine.options import BuildOptions
from gazeta.sources.addresses import is_web_address

Command = Callable[..., Any]


def _source(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
    """The folder that is named, else this one or the nearest above it that has a site."""
    if context.get_parameter_source(parameter.name or "") is ParameterSource.DEFAULT:
        value = _nearest_site()
    session = context.find_object(Session)
    if session is not None:
        session.source = value
    return value


def _nearest_site() -> Path:
    """As git looks for its folder. What belongs to somebody else does not count: they would choose what is built."""
    here = Path.cwd()
    for height, folder in enumerate((here, *here.parents)):
        if os.path.isfile(folder / CONFIG_FILE):  # noqa: PTH113 - unlike Path.is_file, it never raises
            if height == 0:
                return Path()
            if folder.stat().st_uid == here.stat().st_uid:
                click.echo(f"The site is in {folder}.", err=True)
                return Path(*[".."] * height)
    return Path()


class Folder(click.Path):
    """A folder that is named: an empty name, as of a variable that is not set, is not this folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        if value == "":
            self.fail("The folder's name is empty.", param, ctx)
        path = super().convert(value, param, ctx)
        if self.exists and not os.path.isdir(path):  # noqa: PTH112 - click takes a device for a folder
            self.fail(f"{str(value)!r} is not a folder.", param, ctx)
        return path


source_option = click.option(
    "-s",
    "--source",
    type=Folder(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="here, or the nearest folder above with a site",
    callback=_source,
    help="The site's folder, the one with site.yaml in it.",
)

destination_option = click.option(
    "-d",
    "--destination",
    type=Folder(path_type=Path),
    show_default="public/ in the site's folder",
    help="The folder to publish to.",
)

state_option = click.option(
    "--state",
    type=click.Path(path_type=Path, file_okay=False),
    show_default=".gazeta in the site's folder",
    help="The folder for what builds remember; nobody else should write there.",
)

format_option = click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to report: for people, or for programs.",
)

all_option = click.option(
    "--all", "everything", is_flag=True, help="Show all problems, not the first of each kind where there are many."
)

strict_option = click.option("--strict", is_flag=True, help="Count warnings as errors.")


jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 256),
    show_default="the processors there are, at most 8; 1 for a small site",
    help="How many processes work at once.",
)


def _instant(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime:
    try:
        return now_from(value, os.environ)
    except BadInstant as error:
        raise click.BadParameter(str(error)) from error


def checked_instant(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """For an instant that is read again and again, because the clock goes on if none is given."""
    _instant(context, parameter, value)
    return value


def _web_address(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value and not is_web_address(value):
        message = f"“{value}” is not a web address; write it as https://news.example.org."
        raise click.BadParameter(message)
    return value.rstrip("/")


now_option = click.option(
    "--now",
    metavar="INSTANT",
    callback=_instant,
    show_default="SOURCE_DATE_EPOCH, else the clock",
    help="Make the site as of this instant: 2026-06-02T22:00:00Z, or 2026-06-02.",
)

base_url_option = click.option(
    "-b",
    "--base-url",
    default="",
    metavar="URL",
    callback=_web_address,
    help="The site's address, instead of site.yaml's.",
)

_BUILD_OPTIONS = (
    now_option,
    click.option("-D", "--drafts", is_flag=True, help="Show drafts as well."),
    click.option("-F", "--future", is_flag=True, help="Show articles whose time has not come."),
    click.option("-E", "--expired", is_flag=True, help="Show articles whose time is over."),
    base_url_option,
    click.option("--pseudo", is_flag=True, help="Add two pseudo-locales, one accented, one mirrored."),
)


def build_options(command: Command) -> Command:
    """Adds the options of what to build; the command gets them together, as `options`."""

    @wraps(command)
    def together(*, now: datetime, drafts: bool, future: bool, expired: bool, **others: Any) -> Any:
        own = {name: others.pop(name) for name in ("base_url", "pseudo")}
        options = BuildOptions(now=now, drafts=drafts, future=future, expired=expired, **own)
        return command(options=options, **others)

    for option in reversed(_BUILD_OPTIONS):
        together = option(together)
    return together


def language(value: str) -> str:
    """The canonical form of a language tag on the command line."""
    try:
        return canonical_tag(value.strip())
    except UnknownTag as error:
        raise click.BadParameter(f"{error.why} {error.hint}") from error


def language_of(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """For an option that takes a language."""
    return None if value is None else language(value)
