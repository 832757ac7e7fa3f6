"""`gazeta translations extract`, `update` and `check`: the catalogs of the interface and of the site's own texts."""

import re
import sys
from datetime import datetime
from pathlib import Path

import click
from msgspec import to_builtins

from gazeta.commands.options import format_option, now_option, source_option
from gazeta.commands.translating import Site, end, locale_option, open_site
from gazeta.core.diagnostics import Diagnostic, count, in_order
from gazeta.core.layout import LOCALES, MESSAGES_FILE
from gazeta.edge.disk import shipped_root
from gazeta.edge.files import replace_below
from gazeta.edge.report import print_diagnostics, print_value
from gazeta.edge.summary import problems_line
from gazeta.edge.user_error import Trouble, explained
from gazeta.queries.messages import Messages, catalog_path, catalog_problems, messages_of
from gazeta.sources.translation.catalog_files import template, updated
from gazeta.sources.translation.messages import Wanted
from gazeta.theming.templates.extraction import UnreadTemplate

_HAS_MESSAGES = re.compile(rb'^msgid "(?!"\s*$)|^msgid ""\s*^"', re.MULTILINE)
"""A message that is not the header, whose id is empty; long ones begin on the next line."""


@click.command()
@source_option
@now_option
@click.option("--all", "every", is_flag=True, help="Also what Gazeta's own catalogs have translated.")
def extract(source: Path, now: datetime, every: bool) -> int:
    """Gather the phrases of templates and the texts of site.yaml and sections in locales/gazeta.pot."""
    site = open_site(source, now)
    if site.errors:
        return _untouched(site)
    _refuse_shipped(source)
    wanted = _wanted(site, every)
    if not wanted and _HAS_MESSAGES.search(site.snapshot.texts.get(MESSAGES_FILE, b"")):
        message = f"The site has no messages of its own, but {source / MESSAGES_FILE} has some; it was left as it is."
        raise Trouble(message, "Delete it if nothing needs it any more; --all gathers Gazeta's own messages too.")
    _write(source, MESSAGES_FILE, template(wanted))
    click.echo(f"{len(wanted)} messages in {source / MESSAGES_FILE}.")
    return end(site, ())


def _untouched(site: Site) -> int:
    """Nothing is written of a site with errors: what cannot be read would count as gone."""
    click.echo("No catalog was changed, for messages may be in what cannot be read.", err=True)
    return end(site, ())


def _refuse_shipped(source: Path) -> None:
    """Raises `Trouble` in Gazeta's own checkout, where `locales/` is what all sites have and no site's own."""
    if (source / LOCALES).resolve() == (shipped_root() / LOCALES).resolve():
        raise Trouble("These are the catalogs that come with Gazeta, and none of a site's own.")


def _messages(site: Site) -> Messages:
    try:
        return messages_of(site.snapshot, site.inputs)
    except UnreadTemplate as error:
        raise Trouble(
            f"The template {error} cannot be read, nor what it says.", "`gazeta check` says why."
        ) from error


def _wanted(site: Site, every: bool) -> tuple[Wanted, ...]:
    messages = _messages(site)
    return (*(messages.theirs if every else ()), *messages.own)


@click.command()
@source_option
@now_option
@locale_option
@click.option("--all", "every", is_flag=True, help="Also what Gazeta's own catalogs have translated.")
def update(source: Path, now: datetime, locale: str | None, every: bool) -> int:
    """Bring each locale's catalog up to date: what is new is added empty, what is gone is kept as a comment.

    Nothing is guessed and nothing is lost: comments, headers and translations stay as they are.
    """
    site = open_site(source, now)
    if site.errors:
        return _untouched(site)
    _refuse_shipped(source)
    wanted = _wanted(site, every)
    for tag in site.tags(locale):
        path = catalog_path(site.snapshot, tag)
        old = site.snapshot.texts.get(path, b"").decode("utf-8-sig", "replace")
        faults = [
            problem
            for problem in _faults(site, tag)
            if problem.span.path == path and problem.code in {"bad-catalog", "conflict-marker"}
        ]
        if faults:
            print_diagnostics(faults, site.snapshot.texts, sys.stderr)
            raise Trouble(f"{path} is broken; it was left as it is.", "Mend it first.")
        new = updated(old, wanted, tag)
        if new != old and (old or wanted):
            _write(source, path, new)
            click.echo(f"{source / path} is up to date now.")
    return end(site, ())


def _faults(site: Site, *tags: str) -> tuple[Diagnostic, ...]:
    return tuple(catalog_problems(site.snapshot, site.inputs, _messages(site), tags))


@click.command("check")
@source_option
@now_option
@locale_option
@format_option
def check(source: Path, now: datetime, locale: str | None, output_format: str) -> int:
    """Fail on phrases without a translation, fuzzy ones, broken placeholders and wrong plural forms."""
    site = open_site(source, now)
    found = in_order(_faults(site, *site.tags(locale)))
    if output_format == "json":
        print_value({"version": 1, "diagnostics": to_builtins(found)}, sys.stdout)
    else:
        print_diagnostics(found, site.snapshot.texts, sys.stdout)
        problems = problems_line(count(found, "error"), count(found, "warning"))
        click.echo(f"{len(site.tags(locale))} locales: {problems}.")
    return 1 if found else 0


def _write(source: Path, path: str, text: str) -> None:
    try:
        replace_below(source, path, text.encode())
    except OSError as error:
        meaning, hint = explained(error)
        raise Trouble(f"{source / path} could not be written. {meaning}", hint) from error
