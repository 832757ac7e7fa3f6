"""`gazeta explain`: why a page is as it is."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import click
from msgspec import to_builtins

from gazeta.buildstate.archive import archive_of, read_hints
from gazeta.buildstate.destinations import place_and_state, written
from gazeta.buildstate.store import Store, store_path
from gazeta.commands.faults import errors_line, require_site
from gazeta.commands.making import workshop
from gazeta.commands.newsroom import path_in_site
from gazeta.commands.options import build_options, destination_option, format_option, source_option, state_option
from gazeta.commands.publishing import with_store
from gazeta.core.diagnostics import count, in_order
from gazeta.edge.disk import survey_site
from gazeta.edge.report import print_value
from gazeta.engine.build import prepare
from gazeta.engine.memory import Forgetful, NoPast, Past
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import weigh
from gazeta.engine.pool import Serial
from gazeta.queries.explain import Absent, Explanation, explain


@click.command("explain")
@click.argument("subject", metavar="URL|ID|FILE")
@source_option
@destination_option
@state_option
@build_options
@format_option
def explain_command(
    subject: str,
    source: Path,
    destination: Path | None,
    state: Path | None,
    options: BuildOptions,
    output_format: str,
) -> int:
    """Say what a page is made from, when and why it was last made, and whether a build would make it again.

    Name it by its address, by its file in the destination, or by an article: its id explains the pages of all
    locales, its source file those that show it. Nothing is published. The exit status is 1 if there is no such page,
    or if the site has errors.

    \b
    Examples:
      gazeta explain /pt-br/markets/copper/
      gazeta explain markets/copper
      gazeta explain content/markets/copper.pt-BR.md
      gazeta explain feed.xml --format json
    """
    require_site(source)
    place, state = place_and_state(source, destination, state)
    subject = path_in_site(source, written(subject))

    def work(store: Store | None) -> tuple[list[Explanation | Absent], int]:
        survey = survey_site(source, read_hints(store) if store else {})
        with _past(store, place) as past, workshop(1, store or Forgetful(), past, weigh) as shop:
            prepared, found = prepare(survey.snapshot, options, shop)
            return explain(prepared, past, subject), count(in_order((*survey.found, *found)), "error")

    has_store = store_path(state, place).exists()  # without one there is nothing to compare with, nor to leave behind
    found, errors = with_store(place, state, work) if has_store else work(None)
    if output_format == "json":
        print_value({"version": 1, "pages": [to_builtins(item) for item in found]}, sys.stdout)
    else:
        click.echo("\n\n".join("\n".join(_lines(item)) for item in found))
    if errors:
        click.echo(errors_line(errors), err=True)
    return 1 if errors or any(isinstance(item, Absent) for item in found) else 0


def _past(store: Store | None, place: Path) -> AbstractContextManager[Past]:
    return archive_of(store, place, Serial()) if store else nullcontext(NoPast())


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
