"""What the verbs below `gazeta translations` have in common: the site as translators see it."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click
from msgspec import Struct

from gazeta.commands.faults import count_errors, errors_line, require_site
from gazeta.commands.options import language_of
from gazeta.core.diagnostics import Diagnostic, count, in_order
from gazeta.core.suggest import did_you_mean
from gazeta.edge.disk import read_site
from gazeta.edge.user_error import Trouble
from gazeta.engine.options import BuildOptions
from gazeta.engine.parse import Inputs, read_inputs
from gazeta.engine.pool import Serial
from gazeta.engine.resolve import Resolved, resolve
from gazeta.engine.weight import weighed
from gazeta.sources.snapshot import Snapshot

locale_option = click.option("-l", "--locale", metavar="TAG", callback=language_of, help="This locale alone.")


class Site(Struct, frozen=True, kw_only=True):
    """A site as translators see it: drafts, and what is yet to come, are there. `errors` are those of a build."""

    source: Path
    snapshot: Snapshot
    inputs: Inputs
    resolved: Resolved
    errors: int

    def tags(self, only: str | None) -> tuple[str, ...]:
        """The site's locales, or the one that is asked for."""
        tags = tuple(locale.tag for locale in self.inputs.config.locales)
        if only and only not in tags:
            raise Trouble(f"The site has no locale “{only}”.", did_you_mean(only, tags))
        return (only,) if only else tags


def open_site(source: Path, now: datetime) -> Site:
    """The site in a folder. Raises `SiteErrors` if there is none."""
    require_site(source)
    snapshot, unreadable = read_site(source)
    inputs, in_files = read_inputs(snapshot, Serial(), lambda _stage, _done, _total: None)
    options = BuildOptions(now=now, drafts=True, future=True)
    resolved, in_site = resolve(inputs, snapshot.media, options)
    in_texts = weighed((*in_files, *in_site), resolved.every, BuildOptions(now=now), snapshot.texts)
    errors = count((*unreadable, *in_texts), "error") and count_errors(snapshot, unreadable, BuildOptions(now=now))
    return Site(source=source, snapshot=snapshot, inputs=inputs, resolved=resolved, errors=errors)


def end(site: Site, found: Iterable[Diagnostic]) -> int:
    """Says what stands in the way of the whole truth."""
    if site.errors:
        click.echo(errors_line(site.errors), err=True)
    own = in_order(found)
    for problem in own:
        click.echo(f"{problem.span}: {problem.message} {problem.hint}", err=True)
    return 1 if site.errors or count(own, "error") else 0
