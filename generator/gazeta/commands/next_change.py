"""`gazeta next-change`: when the site will look different though nobody has touched it."""

import sys
from pathlib import Path

import click
from msgspec import to_builtins

from gazeta.buildstate.destinations import place_and_state
from gazeta.buildstate.read_only import Recollection, recollect
from gazeta.buildstate.store import store_path
from gazeta.commands.faults import SiteErrors, require_site
from gazeta.commands.making import workshop
from gazeta.commands.options import build_options, format_option, source_option, state_option
from gazeta.commands.publishing import with_past
from gazeta.core.diagnostics import count, in_order
from gazeta.edge.disk import survey_site
from gazeta.edge.report import print_value
from gazeta.engine.future import Change
from gazeta.engine.memory import NoPast
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import weigh
from gazeta.preview.memory_cache import Warm
from gazeta.queries.next_change import next_change

_SHOWN = 5


@click.command("next-change")
@source_option
@state_option
@build_options
@format_option
def next_change_command(source: Path, state: Path | None, options: BuildOptions, output_format: str) -> int:
    """Print the next instant at which a build would publish something different, and why.

    An embargo ends, an article expires, a promotion begins or ends, a label such as “2h ago” moves on. Whoever
    builds by the clock need not build before that. Nothing is printed if nothing will ever change by itself. Nothing
    is written. The exit status is 1 if the site has errors, which are printed.

    \b
    Examples:
      gazeta next-change
      gazeta next-change --now 2026-06-02T22:00:00Z --format json
    """
    require_site(source)
    place, state = place_and_state(source, None, state)
    found = with_past(recollect(store_path(state, place)), lambda past: _found(source, options, past))
    if output_format == "json":
        instant = found[0].instant.isoformat() if found else None
        print_value({"version": 1, "next": instant, "changes": [to_builtins(one) for one in found]}, sys.stdout)
    elif found:
        click.echo("\n".join([found[0].instant.isoformat(), *_lines(found)]))
    return 0


def _found(source: Path, options: BuildOptions, past: Recollection) -> list[Change]:
    survey = survey_site(source, past.hints)
    with workshop(1, Warm(past), NoPast(), weigh) as shop:
        found, problems = next_change(survey.snapshot, options, shop)
    problems = in_order((*survey.found, *problems))
    if count(problems, "error"):
        raise SiteErrors(problems, survey.snapshot.texts)
    return found


def _lines(found: list[Change]) -> list[str]:
    lines = [f"  {change.subject} {change.why}" for change in found[:_SHOWN]]
    return [*lines, *([f"  and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else [])]
