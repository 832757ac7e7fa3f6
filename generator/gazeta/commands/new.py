"""`gazeta new`: an article or a translation to fill in."""

from datetime import datetime
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

import click

from gazeta.commands.newsroom import Newsroom, newsroom
from gazeta.commands.options import language_of, now_option, source_option
from gazeta.commands.skeletons import article_skeleton, translation_skeleton
from gazeta.core.language import same_language
from gazeta.core.layout import CONTENT, section_file
from gazeta.core.span import Span
from gazeta.core.suggest import did_you_mean
from gazeta.edge.files import create_below, read_below
from gazeta.edge.records import keep_record
from gazeta.edge.user_error import Trouble, explained
from gazeta.sources.config.site_config import Config
from gazeta.sources.filenames import check_slug
from gazeta.sources.front_matter import split
from gazeta.sources.manuscript import Shared
from gazeta.sources.translation.passages import passages
from gazeta.sources.translation.record import Record

_SHOWN = 12
"""Sections that are named where there are many."""


@click.command()
@click.argument("place", required=False, metavar="[SECTION/SLUG]")
@click.option("-l", "--lang", metavar="TAG", callback=language_of, help="The language of the text, such as pt-BR.")
@click.option(
    "-t",
    "--translation-of",
    "original",
    metavar="ID_OR_PATH",
    help="Translate this article: markets/copper, or content/markets/copper.md.",
)
@click.option("--title", help="The headline.")
@click.option("--bundle", is_flag=True, help="Make a folder, for an article with pictures of its own.")
@source_option
@now_option
def new(
    place: str | None,
    lang: str | None,
    original: str | None,
    title: str | None,
    bundle: bool,
    source: Path,
    now: datetime,
) -> int:
    """Begin an article at SECTION/SLUG, or the translation of one.

    The file has the front matter filled in as far as can be known, with comments on the rest. It is a draft until
    you delete the line that says so. A translation lies beside its original and inherits its source, authors, tags,
    picture and related reading; its date is that of its own publication. Give SECTION/SLUG as well if its address
    should differ.

    \b
    Examples:
      gazeta new world/river-treaty --title "A treaty for the river"
      gazeta new culture/bridge-lights --bundle
      gazeta new --translation-of world/river-treaty --lang pt-BR
    """
    room = newsroom(source)
    if original is not None:
        path, text = _translation(room, original, lang, title, place, now)
    elif place is not None:
        path, text = _article(room, place, lang, title, bundle, now)
    else:
        raise click.UsageError("Say where the article goes, such as: gazeta new world/river-treaty")
    in_no_section = original is None and path.count("/") == 1 + bundle
    remark = _standing(room, place or "") if in_no_section else ""
    _write(source, path, text)
    if original is not None:
        _record(room, original, path)
    click.echo(f"{source / path} is yours to fill in. To see it among the others: gazeta build --drafts")
    if remark:
        click.echo(remark)
    return 0


def _standing(room: Newsroom, place: str) -> str:
    """What comes of an article that lies in no section."""
    sections, slug = room.sections(), _checked_place(room, place)[1]
    stays = "It is a standing page: linked from the foot of every page, in no list and in no feed."
    if not sections:
        return f"{stays} For a story, begin a section: {section_file('NAME')}."
    known = ", ".join(sections[:_SHOWN]) + (", …" if len(sections) > _SHOWN else "")
    return f"{stays} For a story, name its section, such as {sections[0]}/{slug}. There are: {known}."


def _article(
    room: Newsroom, place: str, lang: str | None, title: str | None, bundle: bool, now: datetime
) -> tuple[str, str]:
    config = room.config()
    section, slug = _checked_place(room, place)
    key = f"{section}/{slug}".lstrip("/")
    if key in room.originals:
        hint = f"To translate it: gazeta new --translation-of {key} --lang TAG"
        raise Trouble(f"{room.originals[key]} has that name already.", hint)
    headline = title or slug.replace("-", " ").replace("_", " ").capitalize()
    path = f"{CONTENT}/{key}{'/index' if bundle else ''}.md"
    return path, article_skeleton(headline, _date(config, now), slug, lang)


def _date(config: Config, now: datetime) -> str:
    return now.astimezone(ZoneInfo(config.time_zone)).isoformat(timespec="minutes")


def _checked_place(room: Newsroom, place: str) -> tuple[str, str]:
    """The section, which must be there, and the slug."""
    section, _, slug = place.lstrip("/").removeprefix(f"{CONTENT}/").removesuffix(".md").rpartition("/")
    for found in check_slug(slug, Span(path=place)):
        raise click.BadParameter(f"{found.message} {found.hint}", param_hint="SECTION/SLUG")
    sections = room.sections()
    if section and section not in sections:
        hint = f"{did_you_mean(section, sections)} For a new one, begin with {section_file(section)}."
        raise Trouble(f"There is no section “{section}”.", hint.lstrip())
    return section, slug


def _translation(
    room: Newsroom, reference: str, lang: str | None, title: str | None, place: str | None, now: datetime
) -> tuple[str, str]:
    if lang is None:
        raise click.UsageError("Say which language to translate into: --lang TAG")
    path = room.find(reference)
    config, original = room.article(path)
    manuscript = original.manuscript
    if manuscript.lang == lang:
        raise Trouble(f"{path} is in “{lang}” itself.", "Name another language with --lang.")
    locales = [locale.tag for locale in config.locales]
    if not any(same_language(lang, locale) for locale in locales):
        hint = f"{did_you_mean(lang, locales)} For a new one, begin with “locales” in site.yaml."
        raise Trouble(f"No reader of this site reads “{lang}”.", hint)
    slug = _checked_slug(place, manuscript.section) if place else None
    pure = PurePosixPath(path)
    date = _date(config, now) if _is_out(manuscript.shared, config, now) else None
    body = _body(read_below(room.source, path).decode("utf-8-sig"))
    text = translation_skeleton(original, body, title, slug, date)
    return str(pure.with_name(f"{pure.stem}.{lang}.md")), text


def _is_out(shared: Shared, config: Config, now: datetime) -> bool:
    """Whether an original is published already, so that its translation is news later than it."""
    whens = (when for when in (shared.published, shared.publish_at) if when)
    due = max((when.at(ZoneInfo(config.time_zone)).instant for when in whens), default=None)
    return due is not None and due < now and not shared.draft


def _record(room: Newsroom, reference: str, path: str) -> None:
    """What the original says now is what is being translated."""
    original = room.find(reference)
    said = passages(read_below(room.source, original), original)
    keep_record(room.source, path, Record(original=original, passages=said))


def _checked_slug(place: str, section: str) -> str:
    """The translation's own slug; it stays in its original's section."""
    given, _, slug = place.strip("/").rpartition("/")
    if given not in {"", section}:
        raise Trouble(f"A translation stays in its original's section, “{section}”.", f"Write {section}/{slug}.")
    for found in check_slug(slug, Span(path=place)):
        raise click.BadParameter(f"{found.message} {found.hint}", param_hint="SECTION/SLUG")
    return slug


def _body(text: str) -> str:
    """What follows the front matter."""
    parts = split(text)
    return parts.body if parts else ""


def _write(source: Path, path: str, text: str) -> None:
    try:
        create_below(source, path, text.encode())
    except FileExistsError as error:
        raise Trouble(f"{source / path} is there already.", "Edit that file, or choose another name.") from error
    except OSError as error:
        meaning, hint = explained(error)
        raise Trouble(f"{source / path} could not be written. {meaning}", hint) from error
