"""`gazeta explain`: why a page is as it is."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from msgspec import to_builtins

from gazeta.commands.making import workshop
from gazeta.commands.options import build_options, destination_option, format_option, source_option
from gazeta.commands.publishing import with_store
from gazeta.edge.archive import archive_of, read_hints
from gazeta.edge.destinations import place_and_state
from gazeta.edge.disk import survey_site
from gazeta.edge.report import print_value
from gazeta.edge.store import Store
from gazeta.engine.build import prepare
from gazeta.engine.explain import Absent, Explanation, explain
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import weigh
from gazeta.engine.pool import Serial


@click.command("explain")
@click.argument("subject", metavar="URL|FILE")
@source_option
@destination_option
@build_options
@format_option
def explain_command(
    subject: str, source: Path, destination: Path | None, options: BuildOptions, output_format: str
) -> int:
    """Say what a page is made from, when and why it was last made, and whether a build would make it again.

    Name it by its address, by its file in the destination, or by the article's source file; that one explains the
    pages of all locales that show it. Nothing is written. The exit status is 1 if there is no such page.

    \b
    Examples:
      gazeta explain /pt-br/markets/copper/
      gazeta explain content/markets/copper.md
      gazeta explain feed.xml --format json
    """
    place, state = place_and_state(source, destination)

    def work(store: Store) -> list[Explanation | Absent]:
        survey = survey_site(source, read_hints(store))
        with archive_of(store, place, Serial()) as past, workshop(1, store, past, weigh) as shop:
            prepared, _ = prepare(survey.snapshot, options, shop)
            return explain(prepared, past, subject)

    found = with_store(place, state, work)
    if output_format == "json":
        print_value({"version": 1, "pages": [to_builtins(item) for item in found]}, sys.stdout)
    else:
        click.echo("\n\n".join("\n".join(_lines(item)) for item in found))
    return 1 if any(isinstance(item, Absent) for item in found) else 0


def _lines(item: Explanation | Absent) -> Iterator[str]:
    if isinstance(item, Absent):
        yield f"{item.subject}: {item.why}"
        return
    yield item.url
    yield f"  {item.what} for readers of {item.locale}, in {item.file}, from the template {item.template}"
    if item.sources:
        yield f"  made from {', '.join(item.sources)}"
    if item.since:
        yield f"  last made as of {item.since}, because of: {', '.join(item.reasons) or 'nothing'}"
    changed = [name for name, same in item.parts if same is False]
    kept = [name for name, same in item.parts if same]
    if changed:
        yield f"  changed since: {', '.join(changed)}"
    if kept:
        yield f"  unchanged: {', '.join(kept)}"
    yield f"  a build would make it again: {', '.join(item.due)}" if item.due else "  a build would leave it as it is"
