"""The command: finds the verb, runs it, and turns whatever comes of it into an exit status.

0 is success, 1 problems in the content, 2 a command line or a machine that does not allow it, 3 a bug.
"""

import importlib
import os
import sys
from contextlib import suppress

import click
from msgspec import Struct

from gazeta import __version__
from gazeta.commands.crash import report_crash
from gazeta.commands.session import Session
from gazeta.commands.suggesting import Suggesting, help_command
from gazeta.edge.garbage import collect_seldom
from gazeta.edge.signals import Ended, listen
from gazeta.edge.streams import OutputLost, prepare_streams
from gazeta.edge.user_error import Trouble, explained

USAGE, BUG, INTERRUPTED, BROKEN_PIPE = 2, 3, 130, 141
_BY_SIGNAL = 128
"""As shells count: 130 for SIGINT, 143 for SIGTERM, 129 for SIGHUP."""


class Verb(Struct, frozen=True):
    """Where a verb's command is, and what it does in a line; it is loaded only when it is called."""

    place: str
    summary: str


VERBS = {
    "init": Verb("gazeta.commands.init:init", "Begin a new site: a small newsroom that works."),
    "new": Verb("gazeta.commands.new:new", "Begin an article or a translation."),
    "build": Verb("gazeta.commands.build:build", "Make the site and put it in place."),
    "serve": Verb("gazeta.commands.serve:serve", "Show the site in a browser while one writes."),
    "check": Verb("gazeta.commands.check:check", "Report everything that build would report, and write nothing."),
    "list": Verb("gazeta.commands.list:list_command", "List articles, drafts, future or expired ones."),
    "translations": Verb(
        "gazeta.commands.translations:translations",
        "See what is translated and what is stale; tend catalogs.",
    ),
    "explain": Verb("gazeta.commands.explain:explain_command", "Say what a page is made from, and why."),
    "next-change": Verb(
        "gazeta.commands.next_change:next_change_command", "Say when the site will look different by itself."
    ),
}


@click.command("version")
def version_command() -> None:
    """Say which version this is, as --version does."""
    click.echo(_VERSION)


_VERSION = f"gazeta {__version__}"
_ALSO = {"help": help_command, "version": version_command}
"""For those who expect them; `--help` does not list them."""

_OTHERS = {
    "add": "new",
    "compile": "build",
    "create": "new",
    "dev": "serve",
    "generate": "build",
    "i18n": "translations",
    "lint": "check",
    "ls": "list",
    "make": "build",
    "preview": "serve",
    "publish": "build",
    "run": "serve",
    "server": "serve",
    "start": "serve",
    "test": "check",
    "translate": "translations",
    "validate": "check",
    "verify": "check",
    "watch": "serve",
    "why": "explain",
}


class Verbs(Suggesting):
    """The verbs in the order of the table, in which one meets them."""

    others = _OTHERS

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Their names."""
        return list(VERBS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One of them, loaded."""
        if cmd_name not in VERBS:
            return _ALSO.get(cmd_name)
        module, _, name = VERBS[cmd_name].place.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Runs one; should nobody read what it prints any more (`| head`), that is the end and no fault."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return _end_quietly()

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in the help text, without loading any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, verb.summary) for name, verb in VERBS.items()])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message=_VERSION)
def gazeta() -> None:
    """Gazeta makes a news site out of Markdown, for every reader in their own language.

    \b
    To begin:
      gazeta init news            a small newsroom in the folder news
      cd news
      gazeta new world/my-story   an article to fill in
      gazeta build                the site, in the folder public
    """


def main() -> int:
    """Runs the command; never shows a traceback."""
    session = Session()
    collect_seldom()
    try:
        status = gazeta.main(prog_name="gazeta", standalone_mode=False, obj=session)
        sys.stdout.flush()
    except BrokenPipeError:
        return _end_quietly()
    except BaseException as error:  # noqa: BLE001 - the last place where a bug can become a sentence
        with suppress(OutputLost, OSError):  # nobody hears it; the exit status stays
            return _told(error, session)
        return _status(error)
    return status if isinstance(status, int) else 0


def _told(error: BaseException, session: Session) -> int:
    """Says what ended the command; its exit status."""
    if isinstance(error, click.ClickException):
        error.show()
    elif isinstance(error, click.Abort | KeyboardInterrupt):
        click.echo(" ".join(filter(None, ("Interrupted.", session.said()))), err=True)
    elif isinstance(error, Trouble):
        _show(error.message, error.hint)
    elif isinstance(error, OutputLost):
        _show(f"What there was to say could not be written: {error.reason}.", session.said())
    elif isinstance(error, MemoryError):
        _show("There is not enough memory.", session.said())
    elif isinstance(error, OSError):
        meaning, hint = explained(error)
        _show(meaning, " ".join(filter(None, (hint, session.said()))))
    elif isinstance(error, Exception):
        report_crash(error, session)
    else:
        raise error
    return _status(error)


def _status(error: BaseException) -> int:
    if isinstance(error, click.ClickException):
        return error.exit_code
    if isinstance(error, click.Abort | KeyboardInterrupt):
        cause = error.__cause__ if isinstance(error, click.Abort) else error
        return _BY_SIGNAL + cause.number if isinstance(cause, Ended) else INTERRUPTED
    return USAGE if isinstance(error, Trouble | OutputLost | MemoryError | OSError) else BUG


def run() -> None:
    """The command as a program: it ends at once, for the system frees memory faster than Python takes it apart."""
    prepare_streams()
    listen()
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OutputLost, OSError, ValueError):
            stream.flush()
    os._exit(status)


def _show(message: str, hint: str) -> None:
    click.echo(click.style("Error: ", fg="red", bold=True) + message, err=True)
    if hint:
        click.echo(click.style("Hint: ", fg="cyan") + hint, err=True)


def _end_quietly() -> int:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it ends
    return BROKEN_PIPE


if __name__ == "__main__":
    run()
