"""`gazeta list`: which articles there are, and in which state they are."""

import sys
from datetime import datetime
from pathlib import Path

import click
from msgspec import to_builtins

from gazeta.catalog.schedule import Status
from gazeta.commands.options import format_option, now_option, source_option
from gazeta.core.diagnostics import count
from gazeta.edge.disk import read_site
from gazeta.edge.report import print_table, print_value
from gazeta.edge.summary import problems_line
from gazeta.engine.listing import Listed, list_articles
from gazeta.engine.options import BuildOptions
from gazeta.engine.pool import Serial

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
    """List articles: all of them, or those that are drafts, yet to come, or expired.

    Each line has the date, the state, the article's id (which `related:` and `[[links]]` take), its languages, the
    original's first, and its title. The next to be published stands first among the future ones, else the newest.

    \b
    Examples:
      gazeta list                          all articles of the site in this folder
      gazeta list future                   what will be published, and when
      gazeta list drafts --format json     for a program
    """
    snapshot, unreadable = read_site(source)
    listed, found = list_articles(snapshot, BuildOptions(now=now), Serial())
    wanted = [article for article in listed if article.status in _WANTED[which]]
    if which == "future":
        wanted.reverse()
    if output_format == "json":
        print_value({"version": 1, "articles": to_builtins(wanted)}, sys.stdout)
    elif wanted:
        print_table([_row(article) for article in wanted], sys.stdout)
    errors = count((*unreadable, *found), "error")
    if errors:
        click.echo(f"The site has {problems_line(errors, 0)}; `gazeta check` says which.", err=True)
    return 1 if errors else 0


def _row(article: Listed) -> tuple[str, ...]:
    day_and_time = article.published[:16].replace("T", " ")
    return day_and_time, article.status, article.key, " ".join(article.languages), article.title
