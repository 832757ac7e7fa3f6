"""Errors that people make in a newsroom's files; each keeps a build from publishing anything."""

from collections.abc import Callable
from random import Random

from soak.newsroom import Files, Newsroom

Fault = Callable[[Files, Newsroom, Random], Files]
"""The files that take the place of a newsroom's own."""


def _an_article(files: Files, dice: Random) -> str:
    return dice.choice([path for path in files if path.endswith(".md")])


def _no_front_matter(files: Files, _room: Newsroom, dice: Random) -> Files:
    return {_an_article(files, dice): b"Just a text.\n"}


def _not_utf_8(files: Files, _room: Newsroom, dice: Random) -> Files:
    path = _an_article(files, dice)
    return {path: files[path] + b"caf\xe9\n"}


def _unknown_story(files: Files, _room: Newsroom, dice: Random) -> Files:
    path = _an_article(files, dice)
    return {path: files[path] + f"\nSee [this](nowhere-{dice.randrange(9)}.md).\n".encode()}


def _missing_image(files: Files, _room: Newsroom, dice: Random) -> Files:
    path = _an_article(files, dice)
    return {path: files[path] + b"\n![A harbour](nowhere.png)\n"}


def _broken_image(_files: Files, room: Newsroom, dice: Random) -> Files:
    return {f"content/{path}": b"" for path in room.pictures}


def _unknown_key(files: Files, _room: Newsroom, _dice: Random) -> Files:
    return {"site.yaml": files["site.yaml"] + b"per_pages: 3\n"}


def _bad_yaml(files: Files, _room: Newsroom, dice: Random) -> Files:
    return {dice.choice([path for path in files if path.endswith(".yaml")]): b"title: [\n"}


def _broken_template(_files: Files, _room: Newsroom, dice: Random) -> Files:
    name = dice.choice(("article.html", "parts/card.html", "feed.xml", "base.html"))
    return {f"templates/{name}": dice.choice((b"{% if %}\n", b"{{ page.nothing.at.all }}\n", b"{% include 'x' %}\n"))}


def _broken_catalog(_files: Files, room: Newsroom, dice: Random) -> Files:
    return {f"locales/{dice.choice(room.locales)}/LC_MESSAGES/gazeta.po": b'msgid "Topics\n'}


def _collision(_files: Files, room: Newsroom, dice: Random) -> Files:
    article = room.articles[dice.choice(sorted(room.articles))]
    front = f"title: Twice\ndate: 2020-01-01\nslug: {article.pieces[''].front.get('slug', article.name)}\n"
    folder = f"content/{article.section}" if article.section else "content"
    return {
        f"{folder}/twice.md": f"---\n{front}---\nText.\n".encode(),
        f"{folder}/thrice.md": f"---\n{front}---\n".encode(),
    }


FAULTS: dict[str, Fault] = {
    fault.__name__.strip("_"): fault
    for fault in (
        _no_front_matter,
        _not_utf_8,
        _unknown_story,
        _missing_image,
        _broken_image,
        _unknown_key,
        _bad_yaml,
        _broken_template,
        _broken_catalog,
        _collision,
    )
}
