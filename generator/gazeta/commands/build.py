"""`gazeta build`: the whole site, from Markdown to a folder of static files."""

import sys
from pathlib import Path

import click

from gazeta.buildstate.destinations import NAME, comes_along, place_and_state
from gazeta.buildstate.store import Store
from gazeta.commands.faults import has_site
from gazeta.commands.making import Made, check_site
from gazeta.commands.options import (
    all_option,
    build_options,
    destination_option,
    format_option,
    jobs_option,
    source_option,
    state_option,
    strict_option,
)
from gazeta.commands.publishing import Order, carry_out, with_store
from gazeta.commands.session import Session
from gazeta.commands.verifying import verify
from gazeta.commands.warning import warn
from gazeta.edge.place import checked_place
from gazeta.edge.publish import Published, explaining
from gazeta.edge.report import print_diagnostics, print_json
from gazeta.edge.summary import summary_line
from gazeta.edge.texts import until_still
from gazeta.engine.options import BuildOptions

BUG = 3
"""The exit status for a fault of Gazeta's own."""


@click.command()
@source_option
@destination_option
@state_option
@build_options
@jobs_option
@click.option("--clean", is_flag=True, help="Forget all former builds, and write every file again.")
@click.option(
    "--max-changes",
    type=click.IntRange(0),
    metavar="N",
    help="Publish nothing if more than N files would be new, different or gone.",
)
@click.option(
    "--verify",
    "check_again",
    is_flag=True,
    help="Build cleanly once more, and compare every byte of what was published.",
)
@strict_option
@all_option
@format_option
def build(  # noqa: PLR0913, PLR0917 - as many as the command line has
    source: Path,
    destination: Path | None,
    state: Path | None,
    options: BuildOptions,
    jobs: int | None,
    clean: bool,
    max_changes: int | None,
    check_again: bool,
    strict: bool,
    everything: bool,
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
    session = click.get_current_context().find_object(Session) or Session()
    session.fate = "untouched"
    if state is None and comes_along(source):
        warn(
            f"{source / NAME} came with the repository, from whoever could write to it; it is not used.",
            f"Have git forget it (git rm -r --cached {NAME}), and list it in .gitignore.",
        )
    place, state = place_and_state(source, destination, state)
    with explaining(place):
        checked_place(place, state, source)  # before the work rather than after it
    order = Order(
        source=source,
        place=place,
        state=state,
        options=options,
        jobs=jobs,
        clean=clean,
        strict=strict,
        max_changes=max_changes,
        session=session,
    )

    def once(store: Store) -> tuple[Made, Published | None, str]:
        made, published = carry_out(order, store)
        return made, published, verify(order, store) if check_again and published else ""

    def work(store: Store) -> tuple[Made, Published | None, str]:
        made, published, difference = until_still(lambda: once(store))
        if difference:
            store.discard()  # whatever it was that led astray
        return made, published, difference

    if has_site(source):
        made, published, difference = with_store(place, state, work, clean=clean)
    else:  # nothing is to be left in a folder that was not meant
        made, published, difference = check_site(source, options, jobs), None, ""
    if output_format == "json":
        print_json(made.found, made.summary(published), sys.stdout)
    else:
        print_diagnostics(made.found, made.files, sys.stderr, everything=everything)
        click.echo(summary_line(made.summary(published), str(place)))
    if difference:
        click.echo(f"This is not what a clean build makes, which is a bug in Gazeta: {difference}", err=True)
        click.echo("The next build begins with nothing remembered; please report this.", err=True)
        return BUG
    if check_again and published and output_format == "text":
        click.echo("Verified: a clean build makes the same, byte for byte.")
    return 0 if published else 1
