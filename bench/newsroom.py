"""A made-up newsroom of any size, the same on every machine: `python bench/newsroom.py FOLDER ARTICLES`."""

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

LOCALES = ("en", "pt-BR", "es", "fr", "de", "ru", "zh-Hans", "ar")
SECTIONS = ("markets", "policy", "world", "culture", "technology")
WORDS = (
    "copper harbour council river market tram budget harvest signal bridge museum engine letter station winter "
    "paper island cable garden treaty library ferry school archive price workers ministers engineers readers "
    "reported opened closed agreed measured repaired voted waited crossed printed across under after before slowly"
).split()
NEWEST = datetime(2026, 6, 2, 18, 0, tzinfo=UTC)


def write(folder: Path, articles: int) -> None:
    """A site with that many articles of about 3.4 kB, each 20 minutes older than the one before."""
    folder.mkdir(parents=True, exist_ok=True)
    site = f"base_url: https://bench.example.org\ntitle: Bench\nlocales: [{', '.join(LOCALES)}]\n"
    (folder / "site.yaml").write_text(site)
    for section in SECTIONS:
        (folder / "content" / section).mkdir(parents=True, exist_ok=True)
    for number in range(articles):
        section = SECTIONS[number % len(SECTIONS)]
        path = folder / "content" / section / f"story-{number:06}.md"
        path.write_text(_article(number, NEWEST - timedelta(minutes=20 * number)))


def _article(number: int, date: datetime) -> str:
    dice = random.Random(number)  # the same text everywhere
    front = [
        f"title: {_sentence(dice, 8)[:-1]} ({number})",
        f"date: {date.isoformat()}",
        f"summary: {_sentence(dice, 35)}",
        "authors: [Bench Desk]",
        f"tags: [{dice.choice(WORDS)}, {dice.choice(WORDS)}]",
        "questions:",
        *(f"  - {{q: {_sentence(dice, 6)[:-1]}?, a: {_sentence(dice, 20)}}}" for _ in range(2)),
    ]
    parts = [_paragraph(dice)]
    for _ in range(3):
        parts += [f"## {_sentence(dice, 4)[:-1]}", _paragraph(dice), _paragraph(dice)]
    parts.append(f"> {_sentence(dice, 14)}")
    return "---\n" + "\n".join(front) + "\n---\n\n" + "\n\n".join(parts) + "\n"


def _sentence(dice: random.Random, length: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(length)).capitalize() + "."


def _paragraph(dice: random.Random) -> str:
    plain = " ".join(_sentence(dice, dice.randint(8, 14)) for _ in range(4))
    return f"{plain} *{_sentence(dice, 3)}* [{dice.choice(WORDS)}](https://example.org/{dice.choice(WORDS)})"


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
