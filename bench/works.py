"""The kinds of work: what happens to a site before the build that is timed, and what its output must show then."""

import shutil
from pathlib import Path

from engines import Engine
from msgspec import Struct
from newsroom import SECTIONS

TITLES = {
    "cold": "cold",
    "unchanged": "unchanged",
    "body": "one body edited",
    "template": "template edited",
    "fresh": "fresh checkout",
}


class Place(Struct, frozen=True, kw_only=True):
    """Where an engine's site with so many articles lies, and where it is published to."""

    site: Path
    output: Path
    articles: int

    @property
    def edited(self) -> str:
        """The article whose body is edited, from the middle of the newsroom: its path without `.md`."""
        number = self.articles // 2
        return f"{SECTIONS[number % len(SECTIONS)]}/story-{number:06}"


def prepare(work: str, engine: Engine, place: Place, number: int) -> None:
    """Makes the site ready for the round `number` of a kind of work; none of this is timed."""
    if work == "cold":
        clear(engine, place)
    elif work == "body":
        edit_body(place, number)
    elif work == "template":
        edit_footer(place.site / engine.footer, number)
    elif work == "fresh":
        _check_out_again(place.site, engine.state)


def shows(work: str, place: Place, number: int) -> bool:
    """Whether the output has what the round's edit put in; other kinds of work put in nothing."""
    if work not in {"body", "template"}:
        return True
    page = place.output / place.edited / "index.html"
    return mark(work, number) in page.read_text(encoding="utf-8")


def clear(engine: Engine, place: Place) -> None:
    """Takes away all that earlier builds left: the output and what the engine keeps for the next time."""
    shutil.rmtree(place.output, ignore_errors=True)
    for name in engine.state:
        shutil.rmtree(place.site / name, ignore_errors=True)


def mark(work: str, number: int) -> str:
    """What a round's edit puts into a page."""
    return f"Edited {work} {number}."


def edit_body(place: Place, number: int) -> None:
    """Writes a sentence at the end of the edited article."""
    path = place.site / "content" / f"{place.edited}.md"
    text = path.read_text(encoding="utf-8").split("\n\nEdited ")[0].rstrip("\n")
    path.write_text(f"{text}\n\n{mark('body', number)}\n", encoding="utf-8")


def edit_footer(path: Path, number: int) -> None:
    """Writes a line into the foot of every page: `</footer>` stands in one place in each engine's templates."""
    head, _, tail = path.read_text(encoding="utf-8").partition("</footer>")
    head = head.split('<p class="edit">')[0]
    line = f'<p class="edit">{mark("template", number)}</p>'
    path.write_text(f"{head}{line}</footer>{tail}", encoding="utf-8")


def _check_out_again(site: Path, state: tuple[str, ...]) -> None:
    """Writes every source anew, byte by byte the same, as a checkout does: all inodes and times change."""
    for path in [path for path in site.rglob("*") if path.is_file()]:
        if path.relative_to(site).parts[0] not in state:
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
