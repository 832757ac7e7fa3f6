"""`gazeta check`: everything that `build` would report, and nothing written."""

import sys
from pathlib import Path

import click

from gazeta.commands.making import check_site
from gazeta.commands.options import build_options, format_option, jobs_option, source_option, strict_option
from gazeta.edge.report import check_line, print_diagnostics, print_json
from gazeta.engine.options import BuildOptions


@click.command()
@source_option
@build_options
@jobs_option
@strict_option
@format_option
def check(source: Path, options: BuildOptions, jobs: int | None, strict: bool, output_format: str) -> int:
    """Report everything that `gazeta build` would report, and write nothing.

    The whole site is made, in memory. The exit status is 0 if it could be published and 1 if not, so that this
    can stand before a commit or a merge.

    \b
    Examples:
      gazeta check                         the site in this folder
      gazeta check --strict --format json  for a program; warnings count
    """
    made = check_site(source, options, jobs)
    summary = made.summary(None)
    if output_format == "json":
        print_json(made.found, summary, sys.stdout)
    else:
        print_diagnostics(made.found, made.files, sys.stdout)
        click.echo(check_line(summary))
    return 0 if made.is_fit(strict) else 1
