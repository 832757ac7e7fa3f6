"""`gazeta init`: a small newsroom that works, in the languages one asks for."""

import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click
from msgspec import json

from gazeta.commands.options import Folder, language
from gazeta.core.language import same_language
from gazeta.edge.clock import BadInstant, now_from
from gazeta.edge.files import create_below
from gazeta.edge.user_error import Trouble, explained
from gazeta.sources.addresses import is_web_address
from gazeta.sources.filenames import read_filename

_SCAFFOLD_LANGUAGE = "en"
_SCAFFOLD_LANGUAGES = frozenset({"en", "pt-BR", "es", "fr", "de", "zh-Hans", "ar", "ja"})
_BY_LANGUAGE = re.compile(r"  (?P<tag>[A-Za-z]{2,3}(?:-[A-Za-z]+)?): ")
_NAMES = {"gitignore": ".gitignore"}
"""Files that have another name here, where their own would mean something."""

_TEXTS = (".md", ".yaml")


def _languages(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    tags = dict.fromkeys(language(tag) for tag in value.split(",") if tag.strip())
    if not tags:
        raise click.BadParameter("Name one language at least, such as en.")
    return tuple(tags)


def _address(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if not is_web_address(value):
        raise click.BadParameter(f"“{value}” is not a web address; write it as https://news.example.org.")
    return value.rstrip("/")


@click.command()
@click.argument("folder", type=Folder(path_type=Path, file_okay=False))
@click.option(
    "-l",
    "--locales",
    default="en,pt-BR,ar",
    show_default=True,
    metavar="TAGS",
    callback=_languages,
    help="Your readers' languages, the one at the site's root first.",
)
@click.option("--title", default="Gazeta", show_default=True, help="The newspaper's name.")
@click.option(
    "-b",
    "--base-url",
    default="https://news.example.org",
    show_default=True,
    metavar="URL",
    callback=_address,
    help="The address where the site will be.",
)
def init(folder: Path, locales: tuple[str, ...], title: str, base_url: str) -> int:
    """Begin a new site in FOLDER: a small newsroom that works, to be changed into your own.

    It has two sections, three articles that explain themselves (one of them translated), and a site.yaml with
    comments. The folder may exist, but must be empty. Nothing is downloaded.

    \b
    Examples:
      gazeta init news
      gazeta init jornal --locales pt-BR,en,es --title "O Jornal"
    """
    values = {
        "base_url": base_url,
        "title": json.encode(title).decode(),  # a JSON string is a YAML string too
        "locales": ", ".join(locales),
        "first": locales[0],
        "lang": "" if same_language(locales[0], _SCAFFOLD_LANGUAGE) else f"lang: {_SCAFFOLD_LANGUAGE}\n",
        **_dates(),
    }
    try:
        _refuse_inhabited(folder)
        for path, data in _files(resources.files("gazeta") / "scaffold", ""):
            if _is_wanted(path, locales):
                text = _filled(data.decode(), values, locales).encode() if path.endswith(_TEXTS) else data
                create_below(folder, _NAMES.get(path, path), text)
    except OSError as error:
        raise Trouble(
            f"The site could not be begun in {folder}. {explained(error)[0]}", explained(error)[1]
        ) from error
    _say_what_next(folder, locales)
    return 0


def _refuse_inhabited(folder: Path) -> None:
    if folder.is_symlink():
        raise Trouble(f"{folder} is a symbolic link.", f"Name the folder itself: gazeta init {folder.resolve()}")
    if folder.is_dir() and any(folder.iterdir()):
        raise Trouble(f"{folder} is not empty.", "Name a folder that is empty or does not exist yet.")


def _dates() -> dict[str, str]:
    """The sample's articles are of these days, so that they are live at once."""
    try:
        now = now_from(None, os.environ)
    except BadInstant as error:
        raise click.UsageError(str(error)) from error
    ages = {"newest": timedelta(hours=1), "middle": timedelta(days=1), "oldest": timedelta(days=3)}
    return {name: _minute(now - age) for name, age in ages.items()}


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:00Z}"


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{prefix}{entry.name}"
        if entry.is_dir():
            yield from _files(entry, f"{path}/")
        else:
            yield path, entry.read_bytes()


def _is_wanted(path: str, locales: tuple[str, ...]) -> bool:
    """Originals, and the translations that some of the readers can read."""
    if not path.endswith(".md"):
        return True
    lang = read_filename(path)[0].lang
    return lang is None or any(same_language(lang, locale) for locale in locales)


def _filled(text: str, values: dict[str, str], locales: tuple[str, ...]) -> str:
    """A scaffold's text with its `{names}` filled in, and the names of sections in the chosen languages only."""
    wanted = (_SCAFFOLD_LANGUAGE, *locales)
    lines = [line for line in text.splitlines(keepends=True) if _is_readable(line, wanted)]
    return re.sub("|".join(rf"\{{{name}\}}" for name in values), lambda match: values[match[0][1:-1]], "".join(lines))


def _is_readable(line: str, wanted: tuple[str, ...]) -> bool:
    match = _BY_LANGUAGE.match(line)
    if match is None or match["tag"] not in _SCAFFOLD_LANGUAGES:
        return True
    return any(same_language(match["tag"], tag) for tag in wanted)


def _say_what_next(folder: Path, locales: tuple[str, ...]) -> None:
    click.echo(f"A newsroom for readers of {', '.join(locales)} is in {folder}. Next:\n")
    click.echo(f"  cd {folder}")
    click.echo("  gazeta serve --open          look at it in a browser, and at every change as you save it")
    click.echo("  gazeta new world/my-story    begin an article")
    click.echo("  gazeta build                 make the site, in the folder public, for any web server")
