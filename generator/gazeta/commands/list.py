"""`gazeta list`: which articles there are, and in which state they are."""

import sys
from datetime import datetime
from pathlib import Path

import click
from msgspec import to_builtins

from gazeta.commands.faults import count_errors, errors_line, require_site
from gazeta.commands.options import format_option, now_option, source_option
from gazeta.core.diagnostics import count
from gazeta.core.status import Status
from gazeta.edge.disk import read_site
from gazeta.edge.report import print_table, print_value
from gazeta.engine.options import BuildOptions
from gazeta.engine.pool import Serial
from gazeta.queries.listing import Listed, list_articles

_NAMED = 10
"""So many articles that cannot be read are named."""

_WANTED: dict[str, tuple[Status, ...]] = {
    "articles": ("live", "draft", "scheduled", "expired"),
    "drafts": ("draft",),
    "future": ("scheduled",),
    "expired": ("expired",),
}


@click.command("list")
@click.argument("which", type=click.Choice(list(_WANTED)), default="articles")
@source_option
@now_option
@format_option
def list_command(which: str, source: Path, now: datetime, output_format: str) -> int:
    """List articles: all of them that can be read, or those that are drafts, yet to come, or expired.

    Each line has the date, the state, the article's id (which `related:` and `[[links]]` take), its languages, the
    original's first, and its title. Future ones have the instant of their release, and the next stands first;
    a translation that is yet to come has a line too. Else the newest stands first.

    \b
    Examples:
      gazeta list                          all articles of the site in this folder
      gazeta list future                   what will be published, and when
      gazeta list drafts --format json     for a program
    """
    require_site(source)
    snapshot, unreadable = read_site(source)
    listing, found = list_articles(snapshot, BuildOptions(now=now), Serial())
    wanted = [article for article in listing.articles if article.status in _WANTED[which]]
    if which == "future":
        wanted = sorted((article for article in listing.articles if article.releases), key=_next_release)
    if output_format == "json":
        print_value({"version": 1, "articles": to_builtins(wanted), "unread": listing.unread}, sys.stdout)
    elif wanted:
        print_table(_future(wanted) if which == "future" else [_row(article) for article in wanted], sys.stdout)
    if listing.unread:
        click.echo(_unread(listing.unread), err=True)
    if not count((*unreadable, *found), "error"):
        return 1 if listing.unread else 0
    click.echo(errors_line(count_errors(snapshot, unreadable, BuildOptions(now=now))), err=True)
    return 1


def _unread(paths: tuple[str, ...]) -> str:
    number = "1 article" if len(paths) == 1 else f"{len(paths):,} articles"
    rest = f" and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else ""
    return f"{number} cannot be read: {', '.join(paths[:_NAMED])}{rest}."


def _next_release(article: Listed) -> tuple[str, str]:
    return article.releases[0].instant, article.key


def _future(listed: list[Listed]) -> list[tuple[str, ...]]:
    """A line for each release, whatever the state of the rest of the article."""
    rows = [
        (release.instant, article.key, " ".join(release.languages), release.title)
        for article in listed
        for release in article.releases
    ]
    return [(_minute(instant), "scheduled", *rest) for instant, *rest in sorted(rows)]


def _row(article: Listed) -> tuple[str, ...]:
    languages = " ".join(article.languages)
    return _minute(article.published), article.status, article.key, languages, article.title


def _minute(instant: str) -> str:
    return instant[:16].replace("T", " ")
