"""`gazeta serve`: the site as it will be, in a browser, while one writes."""

import asyncio
import gc
import ipaddress
import os
import socket
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click
import uvicorn

from gazeta.buildstate.destinations import place_and_state
from gazeta.buildstate.read_only import Recollection, recollect
from gazeta.buildstate.store import store_path
from gazeta.commands.options import checked_instant, source_option, state_option
from gazeta.commands.publishing import with_past
from gazeta.core.diagnostics import count
from gazeta.edge.clock import now_from
from gazeta.edge.executors import default_jobs, local_pool
from gazeta.edge.summary import problems_line
from gazeta.edge.user_error import Trouble
from gazeta.engine.options import BuildOptions
from gazeta.preview.editors import DEFAULT, EDITORS, editor_of
from gazeta.preview.events import Reporter
from gazeta.preview.guard import Guard
from gazeta.preview.hub import Hub
from gazeta.preview.preview_session import Workroom
from gazeta.preview.request_timeout import PatientProtocol
from gazeta.preview.scan_scheduler import Looks
from gazeta.preview.server import Preview
from gazeta.preview.watch import Watch

if sys.platform != "win32":
    import resource

PORT = 8000
_TRIES = 100
"""Ports that are tried, from the wanted one on."""
_WAITING = 512
"""Connections that the system keeps waiting until they are taken."""
_OPEN_CONNECTIONS = 4_000
"""Connections at once; further ones are turned away, so that one client cannot take all."""
_OTHER_FILES = 200


def _editor(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    found = editor_of(value)
    if found is None:
        raise click.BadParameter(f"There is no editor “{value}”; there are {', '.join(EDITORS)}.")
    return found


def _address(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Sockets take an empty address for all that there are, which nobody asks for by leaving one out."""
    if not value.strip():
        raise click.BadParameter("The address is empty; write 0.0.0.0 for all that this machine has.")
    if not value.isprintable():
        raise click.BadParameter("That is no address.")
    return value


@click.command()
@source_option
@state_option
@click.option(
    "-p", "--port", type=click.IntRange(1, 65_535), default=PORT, show_default=True, help="Or the next free one."
)
@click.option(
    "--bind",
    metavar="ADDRESS",
    callback=_address,
    default="127.0.0.1",
    show_default=True,
    help="The address to listen at.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open it in a browser.")
@click.option("--poll", is_flag=True, help="Look at the files again and again, where the system tells of no changes.")
@click.option("--published", is_flag=True, help="Show what is published now, without drafts and what is yet to come.")
@click.option("--pseudo", is_flag=True, help="Add two pseudo-locales, one accented, one mirrored.")
@click.option(
    "--editor",
    default=DEFAULT,
    show_default=True,
    envvar="GAZETA_EDITOR",
    callback=_editor,
    help=f"What links to files open: {', '.join(EDITORS)}; or a link with {{path}}, {{line}}, {{column}} in it.",
)
@click.option(
    "--now",
    metavar="INSTANT",
    callback=checked_instant,
    help="Show the site as of this instant, such as 2026-06-02T22:00:00Z.",
)
def serve(  # noqa: PLR0913, PLR0917 - as many as the command line has
    source: Path,
    state: Path | None,
    port: int,
    bind: str,
    open_browser: bool,
    poll: bool,
    published: bool,
    pseudo: bool,
    editor: str,
    now: str | None,
) -> int:
    """Show the site in a browser, and every change as soon as it is saved.

    Pages are those that `gazeta build` would publish, with a script added that keeps them up to date. Drafts and what
    is yet to come are shown, with a badge. While there are errors the last site without any stays, with the errors
    below it. At /_gazeta/ is the desk: problems, drafts, translations, what will change. Nothing is written. Only
    this machine can see it, unless --bind says otherwise.

    \b
    Examples:
      gazeta serve                 http://127.0.0.1:8000, or the next free port
      gazeta serve --open          and a browser with it
      gazeta serve --published     without drafts
      gazeta serve --editor zed    links to files open them in Zed
    """

    def options() -> BuildOptions:
        return BuildOptions(now=now_from(now, os.environ), drafts=not published, future=not published, pseudo=pseudo)

    place, state = place_and_state(source, None, state)

    def opened(past: Recollection) -> Workroom:
        workroom = Workroom(source, options, past)
        with local_pool(default_jobs()) as pool:
            workroom.refresh(pool)
        return workroom

    workroom, hub = with_past(recollect(store_path(state, place)), opened), Hub()
    gc.freeze()  # what was read will stay: the collector need not look at it again with every save
    gc.set_threshold(10_000, 10, 10)  # but this process stays too, for days perhaps
    listener = _listener(bind, port)
    cookie, stands = f"gazeta-{listener.getsockname()[1]}", bool(now or os.environ.get("SOURCE_DATE_EPOCH"))
    preview = Preview(workroom, hub, Reporter(source, editor), state, cookie, stands)
    _make_room()
    root = source.absolute()
    watch = Watch(root, Looks(root, workroom, lambda: _announce(preview)).look, poll=poll)
    address = f"http://{_shown(bind)}:{listener.getsockname()[1]}/"
    _say(address, workroom, bind, watch)
    if open_browser:
        webbrowser.open(address)
    app = Guard(preview.app, tuple(_hosts(bind, listener.getsockname()[1])))
    watch.start()
    try:
        asyncio.run(_serve(uvicorn.Server(_config(app)), hub, listener))
    finally:
        watch.stop()
    return 0


def _make_room() -> None:
    """As many open files as the system allows, up to what our connections need: macOS begins with 256."""
    if sys.platform != "win32":
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = _OPEN_CONNECTIONS + _OTHER_FILES
        if soft != resource.RLIM_INFINITY and soft < wanted:
            most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            with suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _announce(preview: Preview) -> None:
    """Tells of a change, in browsers and on the terminal."""
    preview.announce()
    state = preview.workroom.state
    problems = problems_line(count(state.found, "error"), count(state.found, "warning"))
    changed = ", ".join(state.changed[:3]) + (" …" if len(state.changed) > 3 else "")
    click.echo(f"{changed or 'The time'}: {problems} ({state.seconds * 1000:.0f} ms)")


async def _serve(server: uvicorn.Server, hub: Hub, listener: socket.socket) -> None:
    hub.begin()
    await server.serve(sockets=[listener])


def _config(app: Guard) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="error",
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=1,
        limit_concurrency=_OPEN_CONNECTIONS,
    )


def _listener(bind: str, port: int) -> socket.socket:
    """A socket at the wanted port or the next that is free. Raises `Trouble` if there is none."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    for number in range(port, min(port + _TRIES, 65_536)):
        # asyncio sends at once (TCP_NODELAY) on what says that it is TCP; else a page waits 40 ms for a reply
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((bind, number))
            listener.listen(_WAITING)
        except PermissionError as error:
            listener.close()
            raise Trouble(f"Port {number} may not be used.", "Choose one above 1023 with --port.") from error
        except (OSError, ValueError) as error:
            listener.close()
            if isinstance(error, socket.gaierror | ValueError):  # of names that no address can have
                raise Trouble(f"“{bind}” is no address of this machine.", "Write an IP address.") from error
        else:
            return listener
    raise Trouble(f"No port from {port} on is free at {bind}.", "Choose another with --port.")


def _hosts(bind: str, port: int) -> Iterator[str]:
    """The names by which this server may be asked for."""
    names = ["127.0.0.1", "localhost", "[::1]"] if _is_loopback(bind) else [_shown(bind)]
    if bind in {"0.0.0.0", "::"}:  # noqa: S104 - the user asked for it, and is warned
        names += ["127.0.0.1", "localhost", "[::1]", socket.gethostname(), *_own_addresses()]
    for name in names:
        yield f"{name}:{port}"
        if port == 80:
            yield name


def _own_addresses() -> list[str]:
    with suppress(OSError):
        return [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return []


def _is_loopback(bind: str) -> bool:
    if bind == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(bind).is_loopback
    return False


def _shown(bind: str) -> str:
    return f"[{bind}]" if ":" in bind else bind


def _say(address: str, workroom: Workroom, bind: str, watch: Watch) -> None:
    state = workroom.state
    if not _is_loopback(bind):
        message = "Everybody who can reach this machine can read the site now, drafts and all."
        click.echo(click.style("Warning: ", fg="yellow", bold=True) + message, err=True)
    if watch.polls:
        click.echo(
            "The system tells of no changes here (or of no more); the files are looked at twice a second.", err=True
        )
    click.echo(f"{address} shows {problems_line(count(state.found, 'error'), count(state.found, 'warning'))}.")
    click.echo("Changes appear when they are saved. Ctrl+C ends it.")
