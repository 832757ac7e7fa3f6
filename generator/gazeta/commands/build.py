"""`gazeta build`: the whole site, from Markdown to a folder of static files."""

import os
import sys
from pathlib import Path

import click

from gazeta.commands.making import Made
from gazeta.commands.options import build_options, format_option, jobs_option, source_option, strict_option
from gazeta.commands.publishing import Order, carry_out, opened_store
from gazeta.edge.lock import destination_lock
from gazeta.edge.place import checked_place
from gazeta.edge.publish import Published, explaining
from gazeta.edge.report import print_diagnostics, print_json, summary_line
from gazeta.engine.options import BuildOptions


@click.command()
@source_option
@click.option(
    "-d",
    "--destination",
    type=click.Path(path_type=Path),
    show_default="public/ in the site's folder",
    help="The folder to publish to.",
)
@build_options
@jobs_option
@click.option("--clean", is_flag=True, help="Forget all former builds, and write every file again.")
@click.option(
    "--max-changes",
    type=click.IntRange(0),
    metavar="N",
    help="Publish nothing if more than N files would be new, different or gone.",
)
@strict_option
@format_option
def build(  # noqa: PLR0913, PLR0917 - as many as the command line has
    source: Path,
    destination: Path | None,
    options: BuildOptions,
    jobs: int | None,
    clean: bool,
    max_changes: int | None,
    strict: bool,
    output_format: str,
) -> int:
    """Make the site and put it in place.

    Every problem is reported, with its place and what to do about it. An error anywhere, and nothing is
    published: the site that was there stays as it was. Files that would not change are not written, and files
    that Gazeta did not write are never touched.

    \b
    Examples:
      gazeta build                         the site in this folder, to public/
      gazeta build -s news -d /srv/www     another folder's, to a web server's
      gazeta build -D -F -b http://localhost:8000
                                           with drafts and what is yet to come
      gazeta build --now 2026-06-02T22:00:00Z
                                           the same bytes, whenever it runs
    """
    place = destination or source / "public"
    state = _state_folder(source, place)
    with explaining(place):
        checked_place(place, state)  # before the work rather than after it
    order = Order(
        source=source,
        place=place,
        state=state,
        options=options,
        jobs=jobs,
        clean=clean,
        strict=strict,
        max_changes=max_changes,
    )
    with destination_lock(place, state), opened_store(state, clean=clean) as store:
        made, published = carry_out(order, store)
    _report(made, published, place, output_format)
    return 0 if published else 1


def _state_folder(source: Path, place: Path) -> Path:
    """`.gazeta` in the site's folder, or beside the destination where that folder may only be read.

    A folder that nobody may write in is left alone even by root, whom the system would let.
    """
    writable = source.stat().st_mode & 0o222 and os.access(source, os.W_OK)
    return (source if writable else place.absolute().parent) / ".gazeta"


def _report(made: Made, published: Published | None, place: Path, output_format: str) -> None:
    summary = made.summary(published)
    if output_format == "json":
        print_json(made.found, summary, sys.stdout)
        return
    print_diagnostics(made.found, made.files, sys.stderr)
    click.echo(summary_line(summary, str(place)))
