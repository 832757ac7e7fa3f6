"""A made-up newsroom of any size, the same on every machine: `python bench/newsroom.py FOLDER ARTICLES`."""

import random
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

LOCALES = ("en", "pt-BR", "es", "fr", "de", "ru", "zh-Hans", "ar")
SECTIONS = ("markets", "policy", "world", "culture", "technology")
AUTHOR = "Bench Desk"
WORDS = (
    "copper harbour council river market tram budget harvest signal bridge museum engine letter station winter "
    "paper island cable garden treaty library ferry school archive price workers ministers engineers readers "
    "reported opened closed agreed measured repaired voted waited crossed printed across under after before slowly"
).split()
NEWEST = datetime(2026, 6, 2, 18, 0, tzinfo=UTC)
FOOT = "templates/parts/footer.html"
"""The template of Gazeta's that `bench/` edits: the site's own copy of the theme's foot of every page."""


class Article(NamedTuple):
    """One article of about 3.4 kB; every engine's site has the same."""

    number: int
    date: datetime
    title: str
    summary: str
    tags: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    body: str

    @property
    def section(self) -> str:
        """The folder it lies in."""
        return SECTIONS[self.number % len(SECTIONS)]

    @property
    def path(self) -> str:
        """Its address without a locale, which is also its file's path without `.md`."""
        return f"{self.section}/story-{self.number:06}"


def articles(count: int) -> Iterator[Article]:
    """The newest first, each 20 minutes older than the one before."""
    for number in range(count):
        dice = random.Random(number)  # the same text everywhere
        yield Article(
            number=number,
            date=NEWEST - timedelta(minutes=20 * number),
            title=f"{_sentence(dice, 8)[:-1]} ({number})",
            summary=_sentence(dice, 35),
            tags=tuple(dict.fromkeys(dice.choice(WORDS) for _ in range(2))),
            questions=tuple((f"{_sentence(dice, 6)[:-1]}?", _sentence(dice, 20)) for _ in range(2)),
            body=_body(dice),
        )


def write(folder: Path, count: int) -> None:
    """Gazeta's site with that many articles, and with its own copy of one template, which an edit can change."""
    (folder / FOOT).parent.mkdir(parents=True, exist_ok=True)
    site = f"base_url: https://bench.example.org\ntitle: Bench\nlocales: [{', '.join(LOCALES)}]\n"
    (folder / "site.yaml").write_text(site, encoding="utf-8")
    shutil.copyfile(Path(__file__).parents[1] / "themes/broadsheet" / FOOT, folder / FOOT)
    write_articles(folder / "content", count)


def write_articles(content: Path, count: int) -> None:
    """The articles as Markdown under YAML, which Gazeta, Hugo and Eleventy read alike."""
    for section in SECTIONS:
        (content / section).mkdir(parents=True, exist_ok=True)
    for article in articles(count):
        (content / f"{article.path}.md").write_text(_manuscript(article), encoding="utf-8")


def _manuscript(article: Article) -> str:
    front = [
        f"title: {article.title}",
        f"date: {article.date.isoformat()}",
        f"summary: {article.summary}",
        f"authors: [{AUTHOR}]",
        f"tags: [{', '.join(article.tags)}]",
        "questions:",
        *(f"  - {{q: {question}, a: {answer}}}" for question, answer in article.questions),
    ]
    return "---\n" + "\n".join(front) + "\n---\n\n" + article.body


def _body(dice: random.Random) -> str:
    parts = [_paragraph(dice)]
    for _ in range(3):
        parts += [f"## {_sentence(dice, 4)[:-1]}", _paragraph(dice), _paragraph(dice)]
    parts.append(f"> {_sentence(dice, 14)}")
    return "\n\n".join(parts) + "\n"


def _sentence(dice: random.Random, length: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(length)).capitalize() + "."


def _paragraph(dice: random.Random) -> str:
    plain = " ".join(_sentence(dice, dice.randint(8, 14)) for _ in range(4))
    return f"{plain} *{_sentence(dice, 3)}* [{dice.choice(WORDS)}](https://example.org/{dice.choice(WORDS)})"


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
