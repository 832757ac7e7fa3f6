"""`gazeta check`: everything that `build` would report, and nothing written."""

import importlib
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from gazeta.commands.making import Guess, check_site
from gazeta.commands.options import (
    all_option,
    build_options,
    format_option,
    jobs_option,
    source_option,
    strict_option,
)
from gazeta.edge.report import print_diagnostics, print_json
from gazeta.edge.summary import check_line
from gazeta.engine.options import BuildOptions


@click.command()
@source_option
@build_options
@jobs_option
@strict_option
@click.option("--languages", is_flag=True, help="Look whether each text is in the language that its page says.")
@all_option
@format_option
def check(
    source: Path,
    options: BuildOptions,
    jobs: int | None,
    strict: bool,
    languages: bool,
    everything: bool,
    output_format: str,
) -> int:
    """Report everything that `gazeta build` would report, and write nothing.

    The whole site is made, in memory, and its links between languages (hreflang) are verified. With --languages each
    run of text on each page is held against the language it is declared to be in: by its script, and by its words
    where the extra “languages” is installed. The exit status is 0 if it could be published and 1 if not, so that this
    can stand before a commit or a merge.

    \b
    Examples:
      gazeta check                         the site in this folder
      gazeta check --strict --format json  for a program; warnings count
      gazeta check --languages             before a new theme or locale goes out
    """
    made = check_site(source, options, jobs, _detector if languages else None)
    summary = made.summary(None)
    if output_format == "json":
        print_json(made.found, summary, sys.stdout)
    else:
        print_diagnostics(made.found, made.files, sys.stdout, everything=everything)
        click.echo(check_line(summary))
    return 0 if made.is_fit(strict) else 1


def _detector(tags: Iterable[str]) -> Guess | None:
    """The detector of languages, which takes half a second to load; without it only scripts are looked at."""
    try:
        detector: Guess = importlib.import_module("gazeta.inspection.detector").Detector(tags)
    except ModuleNotFoundError:
        click.echo("Only scripts are looked at; to look at words as well: pip install 'gazeta[languages]'", err=True)
        return None
    return detector
