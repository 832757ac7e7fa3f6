"""`gazeta translations`: what is translated and what is stale, and the catalogs of the interface."""

import sys
from collections.abc import Iterable
from datetime import datetime
from difflib import unified_diff
from pathlib import Path

import click
from msgspec import to_builtins

from gazeta.commands.catalogs import check, extract, update
from gazeta.commands.newsroom import newsroom
from gazeta.commands.options import format_option, now_option, source_option, strict_option
from gazeta.commands.suggesting import Suggesting
from gazeta.commands.translating import Site, end, locale_option, open_site
from gazeta.core.diagnostics import Diagnostic
from gazeta.core.layout import TRANSLATIONS
from gazeta.edge.records import keep_record, read_records
from gazeta.edge.report import print_table, print_value
from gazeta.model.stories import Edition, Story
from gazeta.queries.coverage import Cell, Coverage, coverage, record_of, translations_in

_STATES = ("translated", "stale", "fallback", "missing")
_MARKS = {"translated": "yes", "stale": "stale", "fallback": "·", "missing": "–"}


@click.group(cls=Suggesting, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def translations() -> None:
    """See what is translated and what is stale, and tend the catalogs of the interface.

    \b
    Examples:
      gazeta translations status              articles by locales
      gazeta translations diff world/treaty   what changed in an original since it was translated
      gazeta translations mark world/treaty   its translations are up to date with it now
      gazeta translations extract             locales/gazeta.pot, for translators' tools
      gazeta translations update              each locale's catalog, with what is new in it
      gazeta translations check               fails on what is missing, fuzzy or broken
    """


@translations.command()
@click.argument("articles", nargs=-1, metavar="[ID_OR_PATH]...")
@source_option
@now_option
@locale_option
@click.option("--state", type=click.Choice(_STATES), multiple=True, help="Only articles with such a cell.")
@strict_option
@format_option
def status(
    articles: tuple[str, ...],
    source: Path,
    now: datetime,
    locale: str | None,
    state: tuple[str, ...],
    strict: bool,
    output_format: str,
) -> int:
    """Say what each locale's readers get of each article.

    “yes” is a text in their language, “stale” a translation whose original has changed since it was made or marked,
    “·” a text in another language, “–” nothing at all. A “?” behind “yes” says that nobody has recorded which state
    of the original was translated (`gazeta translations mark` does). With --strict the exit status is 1 if anything
    is stale.
    """
    site = open_site(source, now)
    table, found = _table(site, articles)
    tags = site.tags(locale)
    rows = [(row, [cell for cell in row.cells if cell.locale in tags]) for row in table]
    rows = [(row, cells) for row, cells in rows if not state or any(cell.state in state for cell in cells)]
    if output_format == "json":
        print_value({"version": 1, "articles": [_as_json(row, cells) for row, cells in rows]}, sys.stdout)
    elif rows:
        print_table([("article", *tags), *((row.key, *map(_mark, cells)) for row, cells in rows)], sys.stdout)
        click.echo(_sums([cell for _, cells in rows for cell in cells]))
    stale = any(cell.state == "stale" for _, cells in rows for cell in cells)
    return end(site, found) or (1 if strict and stale else 0)


def _as_json(row: Coverage, cells: list[Cell]) -> object:
    fields: dict[str, object] = to_builtins(row)
    return {**fields, "cells": to_builtins(cells)}


def _mark(cell: Cell) -> str:
    if cell.original:
        return "original"
    unsure = "?" if cell.state == "translated" and not cell.recorded else ""
    return _MARKS[cell.state] + unsure


def _sums(cells: list[Cell]) -> str:
    counts = ((state, sum(cell.state == state for cell in cells)) for state in _STATES)
    return ", ".join(f"{number} {state}" for state, number in counts if number) + "."


def _table(site: Site, articles: Iterable[str]) -> tuple[tuple[Coverage, ...], tuple[Diagnostic, ...]]:
    model = site.resolved.model
    records, found = read_records(site.source, [edition.path for _, edition in translations_in(model)])
    return coverage(model, records, site.snapshot.texts, frozenset(_keys(site, articles))), found


def _keys(site: Site, articles: Iterable[str]) -> Iterable[str]:
    """The keys of the stories that some ids or paths mean."""
    room = newsroom(site.source) if articles else None
    by_path = {edition.path: story.key for story in site.resolved.every.values() for edition in story.editions}
    for name in articles:
        path = name if name in by_path else room.find(name) if room else name
        yield by_path[path]


@translations.command()
@click.argument("articles", nargs=-1, metavar="[ID_OR_PATH]...")
@click.option("--all", "every", is_flag=True, help="All translations that there are.")
@source_option
@now_option
@locale_option
def mark(articles: tuple[str, ...], every: bool, source: Path, now: datetime, locale: str | None) -> int:
    """Record that translations say what their originals say now.

    What the original says is kept in translations/, one file for each translation, to be committed with the content.
    Name the articles, or one translation by its path.
    """
    if not articles and not every:
        raise click.UsageError("Name articles, or say --all.")
    site = open_site(source, now)
    keys = frozenset(_keys(site, articles))
    marked = 0
    for story, edition in translations_in(site.resolved.model):
        wanted = every or _is_named(story, edition, keys, articles)
        if wanted and locale in {None, edition.lang}:
            keep_record(source, edition.path, record_of(story, site.snapshot.texts))
            marked += 1
    click.echo(f"{marked} translation{'' if marked == 1 else 's'} recorded in {source / TRANSLATIONS}.")
    return end(site, ())


def _is_named(story: Story, edition: Edition, keys: frozenset[str], articles: Iterable[str]) -> bool:
    """Whether a translation is named itself, or its story is and none of its translations is."""
    others = {other.path for other in story.editions[1:]}
    return edition.path in articles or (story.key in keys and not others.intersection(articles))


@translations.command()
@click.argument("articles", nargs=-1, metavar="[ID_OR_PATH]...")
@source_option
@now_option
@locale_option
def diff(articles: tuple[str, ...], source: Path, now: datetime, locale: str | None) -> int:
    """Show what has changed in originals since they were translated, passage by passage."""
    site = open_site(source, now)
    table, found = _table(site, articles)
    for row in table:
        stale = [cell for cell in row.cells if cell.state == "stale" and locale in {None, cell.locale}]
        for cell in {cell.path: cell for cell in stale}.values():  # readers of several locales may get the same one
            _print_changes(row, cell)
    return end(site, found)


def _print_changes(row: Coverage, cell: Cell) -> None:
    for change in cell.changed:
        before, after = (text.splitlines() for text in (change.before, change.after))
        names = f"{row.path} as {cell.path} has it", f"{row.path} now"
        for number, line in enumerate(unified_diff(before, after, *names, lineterm="", n=1)):
            click.echo(f"@@ {change.name} @@" if number == 2 else line)


for command in (extract, update, check):
    translations.add_command(command)
