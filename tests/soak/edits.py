"""What editors do: to articles, translations, sections, publishers and pictures."""

import posixpath
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from soak.newsroom import Article, Newsroom, Piece, drawing, photograph

Change = Callable[[Newsroom, Random], str]
"""Changes a newsroom, and says what it did."""

MOST, FEWEST = 10, 4
"""Articles that a newsroom may have: few, so that a build is quick."""

LANGUAGES = ("en", "pt-BR", "pt-PT", "es", "ar", "zh-Hans", "zh-Hant", "fr")
NAMES = ("copper", "tin", "river", "vote", "harvest", "tram", "bridge", "Ferry", "ferry", "ação", "铜价", "1984")
SECTIONS = ("markets", "markets/metals", "world", "world/north", "culture", "")

_MINUTES = re.compile(r"(\d\d):\d\d")

_WORDS = {
    "en": """copper harbour council "river" market's tram budget 1990s harvest -- signal <b>bridge</b> & museum {x}""",
    "pt": """cobre porto câmara "rio" mercado bonde orçamento colheita — sinal ponte d'água & museu""",
    "es": "cobre puerto «río» mercado tranvía ¿presupuesto? cosecha señal puente niño",
    "ar": "نحاس ميناء مجلس نهر سوق ترام ميزانية حصاد إشارة جسر 2026",
    "zh": "铜 港口 议会 河流 市场 电车 预算 收成 信号 桥 “新”",
    "fr": "cuivre port conseil rivière marché l'été budget récolte « signal » pont",
}


def title(dice: Random, lang: str) -> str:
    """A few words."""
    return " ".join(_words(dice, lang, dice.randint(1, 4))).capitalize()


def sentence(dice: Random, lang: str) -> str:
    """More of them, with a number."""
    return f"{' '.join(_words(dice, lang, dice.randint(3, 9)))} {dice.randint(1, 99)}."


def _words(dice: Random, lang: str, count: int) -> list[str]:
    words = _WORDS[lang.partition("-")[0]].split()
    return [dice.choice(words) for _ in range(count)]


def moment(room: Newsroom, dice: Random) -> str:
    """A date around the newsroom's present, in one of the ways to write it."""
    seconds = dice.choice((30, 300, 5_000, 50_000, 200_000, 1_000_000)) * dice.uniform(-1.0, 0.2)
    instant = room.now + timedelta(seconds=int(seconds))
    return dice.choice((_exact, _exact, _local, _day, _very_exact))(instant)


def _exact(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()


def _very_exact(instant: datetime) -> str:
    return instant.astimezone(UTC).replace(microsecond=500_000).isoformat()


def _local(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%d %H:%M")


def _day(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%d")


def an_article(room: Newsroom, dice: Random) -> Article:
    """One of them, seldom a draft: nobody would see what became of it."""
    every = sorted(room.articles)
    shown = [uid for uid in every if not room.articles[uid].pieces[""].front.get("draft")]
    return room.articles[dice.choice(shown if shown and dice.random() < 0.8 else every)]


def a_piece(room: Newsroom, dice: Random) -> tuple[Article, str, Piece, str]:
    """A file of an article: the article, the file's tag, what is in it, and its language."""
    article = an_article(room, dice)
    tag = dice.choice(list(article.pieces))
    return article, tag, article.pieces[tag], tag or room.language(article)


# texts


_BEFORE = ("", "", "/pt-br", "/ar", "https://news.example.org", "//news.example.org/zh-hans")
_BESIDE = ("../vote/", "../copper", "..", "../../", "/", "/markets/", "/ar/world/", "/2025/copper/", "../page/1/")
"""Addresses as people paste them: before one from the root, and others, which lead somewhere at times."""


def block(room: Newsroom, dice: Random, lang: str) -> str:
    """A block of text, often one that depends on something else."""
    text, uid = sentence(dice, lang), dice.choice(sorted(room.articles))
    file = dice.choice(sorted(room.pictures))
    return dice.choice(
        (
            text,
            f"{text}\n{sentence(dice, lang)}",
            f"{text} [{title(dice, lang)}](⟦{uid}:path⟧)",
            f"{text} [[⟦{uid}:id⟧]]",
            f"[[⟦{uid}:name⟧#figures|{_plain(dice, lang)}]]",
            f"[{text}](⟦{uid}:path⟧#{dice.choice(('figures', 'more', 'gone'))})",
            f"## {dice.choice(('Figures', 'More', 'Números'))}",
            f'![{_plain(dice, lang)}](⟦{file}⟧ "{_plain(dice, lang)}"){{credit="Jo"}}',
            f"![{_plain(dice, lang)}](/{file})",
            "[a file](/files/report.txt) and https://www.example.org",
            f"{text} [{title(dice, lang)}]({dice.choice(_BEFORE)}⟦{uid}:address⟧{dice.choice(('', '#figures'))})",
            f"[{text}]({dice.choice(_BESIDE)})",
            f"[the picture](⟦{file}⟧)",
            f"[{_plain(dice, 'fr')}]{{lang=fr}} {text}",
            f"::: factbox {_plain(dice, lang)}\n- {text}\n:::",
            f"A note.[^n]\n\n[^n]: {text}",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "{% include gone %}",
        )
    )


def _plain(dice: Random, lang: str) -> str:
    return "".join(char for char in title(dice, lang) if char not in "<>{}\"'")


def edit_a_body(room: Newsroom, dice: Random) -> str:
    """Puts a block in, takes one out, or replaces one."""
    article, tag, piece, lang = a_piece(room, dice)
    place, what = dice.randrange(len(piece.body) + 1), dice.choice(("insert", "insert", "remove", "replace"))
    if what != "insert" and place < len(piece.body) and len(piece.body) > 1:
        del piece.body[place]
    if what != "remove":
        piece.body.insert(place, block(room, dice, lang))
    return f"{what} block {place} of {article.path(tag)}"


def correct_a_letter(room: Newsroom, dice: Random) -> str:
    """An edit that leaves the file as long as it was."""
    article, tag, piece, _ = a_piece(room, dice)
    place = dice.randrange(len(piece.body))
    for index, char in enumerate(piece.body[place]):
        if char.isdigit() and "⟦" not in piece.body[place]:
            other = str((int(char) + 1) % 10) if char.isascii() else char
            piece.body[place] = piece.body[place][:index] + other + piece.body[place][index + 1 :]
            return f"another digit in {article.path(tag)}"
    piece.body[place] += " 1"
    return f"a digit more in {article.path(tag)}"


def edit_a_title(room: Newsroom, dice: Random) -> str:
    """Of an original or a translation."""
    article, tag, piece, lang = a_piece(room, dice)
    piece.front["title"] = title(dice, lang)
    return f"title of {article.path(tag)}"


def edit_a_summary(room: Newsroom, dice: Random) -> str:
    """Writes one, or takes it out."""
    article, tag, piece, lang = a_piece(room, dice)
    _put(piece, "summary", dice.choice((None, sentence(dice, lang), sentence(dice, lang))))
    return f"summary of {article.path(tag)}"


def edit_a_date(room: Newsroom, dice: Random) -> str:
    """When it was published or updated: often by minutes, so that nothing else changes; a translation may have its own."""
    article, tag, piece, _ = a_piece(room, dice)
    key = dice.choice(("date", "date", "updated"))
    written, what = str(piece.front.get(key, "")), dice.choice(("minutes", "minutes", "other", "none"))
    if what == "minutes" and ":" in written:
        piece.front[key] = _MINUTES.sub(lambda found: f"{found[1]}:{dice.randrange(60):02}", written, count=1)
    else:
        _put(piece, key, None if what == "none" and (tag or key == "updated") else moment(room, dice))
    return f"{key} of {article.path(tag)}: {piece.front.get(key)}"


def schedule_an_article(room: Newsroom, dice: Random) -> str:
    """An embargo, an expiry, a draft."""
    article, tag, piece, _ = a_piece(room, dice)
    key = dice.choice(("publish_at", "expires", "draft"))
    soon = moment(room, dice) if dice.random() < 0.5 else _exact(room.now + timedelta(minutes=dice.randint(-90, 90)))
    _put(piece, key, dice.choice((None, True if key == "draft" else soon, False if key == "draft" else soon)))
    return f"{key} of {article.path(tag)}"


def add_lines_above(room: Newsroom, dice: Random) -> str:
    """Moves all lines of a text, and changes nothing else."""
    article, tag, piece, _ = a_piece(room, dice)
    piece.above = (piece.above + dice.randint(1, 3)) % 7
    return f"{piece.above} lines above the text of {article.path(tag)}"


def turn_front_matter(room: Newsroom, dice: Random) -> str:
    """The same keys in another order: other places, the same article."""
    article, tag, piece, _ = a_piece(room, dice)
    keys = list(piece.front)
    dice.shuffle(keys)
    piece.front = {key: piece.front[key] for key in keys}
    return f"order of the keys of {article.path(tag)}"


def edit_credits(room: Newsroom, dice: Random) -> str:
    """Whose text it is, and what about."""
    return _edit_front(room, dice, ("source", "authors", "tags"))


def edit_an_image(room: Newsroom, dice: Random) -> str:
    """Which one it is, or what is said of it."""
    return _edit_front(room, dice, ("image",))


def edit_questions(room: Newsroom, dice: Random) -> str:
    """And answers, which may link like any text."""
    return _edit_front(room, dice, ("questions",))


def edit_related_reading(room: Newsroom, dice: Random) -> str:
    """Or leave it to the site."""
    return _edit_front(room, dice, ("related",))


def edit_corrections(room: Newsroom, dice: Random) -> str:
    """Dated notes."""
    return _edit_front(room, dice, ("corrections",))


def edit_addresses(room: Newsroom, dice: Random) -> str:
    """Present and former ones."""
    return _edit_front(room, dice, ("slug", "aliases"))


def limit_an_article(room: Newsroom, dice: Random) -> str:
    """To some widgets, or to some locales."""
    return _edit_front(room, dice, ("widgets", "locales"))


def edit_a_language(room: Newsroom, dice: Random) -> str:
    """Of an original; or two that lie in different places become one story."""
    return _edit_front(room, dice, ("lang", "translation_key"))


def _edit_front(room: Newsroom, dice: Random, keys: Sequence[str]) -> str:
    """Often of the original, so that translations inherit it."""
    article, tag, piece, lang = a_piece(room, dice)
    key = dice.choice(keys)
    value = _FRONT[key](room, dice, lang, article) if dice.random() < 0.8 else None
    _put(piece, key, value)
    room.settle()
    return f"{key} of {article.path(tag)}: {value!r}"


def _put(piece: Piece, key: str, value: object) -> None:
    if value is None:
        piece.front.pop(key, None)
    else:
        piece.front[key] = value


def _source(room: Newsroom, dice: Random, lang: str, _article: Article) -> object:
    return dice.choice((*room.publishers, {"name": title(dice, lang), "url": "https://a.example.org"}))


def _authors(_room: Newsroom, dice: Random, lang: str, _article: Article) -> object:
    return [
        dice.choice((title(dice, lang), {"name": "Li Wei", "lang": "zh-Hans"})) for _ in range(dice.randint(0, 3))
    ]


def _tags(_room: Newsroom, dice: Random, lang: str, _article: Article) -> object:
    return [_plain(dice, lang) for _ in range(dice.randint(0, 3))]


def _image(room: Newsroom, dice: Random, lang: str, article: Article) -> object:
    image = dict(article.pieces[""].front.get("image", {}))
    if not image or dice.random() < 0.3:
        image["src"] = f"⟦{dice.choice(sorted(room.pictures))}⟧"
    for key in dice.sample(("alt", "caption", "credit"), dice.randint(1, 2)):
        image[key] = title(dice, lang)
    return image


def _questions(room: Newsroom, dice: Random, lang: str, _article: Article) -> object:
    uid = dice.choice(sorted(room.articles))
    answers = (sentence(dice, lang), f"See [this](⟦{uid}:path⟧#figures).", f"[[⟦{uid}:id⟧]]")
    return [{"q": title(dice, lang) + "?", "a": dice.choice(answers)} for _ in range(dice.randint(0, 2))]


def _related(room: Newsroom, dice: Random, lang: str, _article: Article) -> object:
    there = {"title": title(dice, lang), "url": "https://b.example.org/", "date": moment(room, dice)}
    items = [f"⟦{uid}:{dice.choice(('id', 'name'))}⟧" for uid in dice.sample(sorted(room.articles), 2)]
    return dice.choice((items, [*items, there], [there], []))


def _widgets(room: Newsroom, dice: Random, _lang: str, _article: Article) -> object:
    return [name for name in room.config.get("widgets", {}) if dice.random() < 0.5]


def _locales(room: Newsroom, dice: Random, _lang: str, _article: Article) -> object:
    return [tag for tag in room.locales if dice.random() < 0.6] or [room.locales[0]]


def _corrections(room: Newsroom, dice: Random, lang: str, _article: Article) -> object:
    return [{"date": moment(room, dice), "text": sentence(dice, lang)} for _ in range(dice.randint(0, 2))]


def _aliases(room: Newsroom, dice: Random, _lang: str, _article: Article) -> object:
    return [f"/old/{room.number()}{dice.choice(('', '/', '.html', '/x/'))}" for _ in range(dice.randint(0, 2))]


def _slug(room: Newsroom, _dice: Random, _lang: str, article: Article) -> object:
    return f"{article.name}-{room.number()}"


def _lang(_room: Newsroom, dice: Random, lang: str, article: Article) -> object:
    free = [tag for tag in LANGUAGES if tag not in article.pieces]
    return lang if lang in article.pieces else dice.choice(free)


def _key(room: Newsroom, dice: Random, _lang: str, article: Article) -> object:
    """Joins two articles that lie in different places, if their languages allow it."""
    other = an_article(room, dice)
    key = other.pieces[""].front.get("translation_key") or f"joined-{room.number()}"
    if "" in other.pieces and other is not article:
        other.pieces[""].front["translation_key"] = key
    return key


_FRONT: dict[str, Callable[[Newsroom, Random, str, Article], Any]] = {
    "source": _source,
    "authors": _authors,
    "tags": _tags,
    "image": _image,
    "questions": _questions,
    "related": _related,
    "widgets": _widgets,
    "locales": _locales,
    "corrections": _corrections,
    "aliases": _aliases,
    "slug": _slug,
    "lang": _lang,
    "translation_key": _key,
}


# articles


def add_an_article(room: Newsroom, dice: Random) -> str:
    """A new one, or one in the place of another where there are many already."""
    if len(room.articles) >= MOST:
        room.forget(dice.choice(sorted(room.articles)))
    lang = dice.choice(("en", "en", "pt-BR", "zh-Hans", "ar"))
    front = {"title": title(dice, lang), "date": moment(room, dice)} | ({"lang": lang} if lang != "en" else {})
    piece = Piece(front=front, body=[block(room, dice, lang) for _ in range(dice.randint(1, 3))])
    section = dice.choice(SECTIONS)
    article = Article(
        uid=room.number(),
        section=section,
        name=_free_name(room, dice, section),
        pieces={"": piece},
        bundle=dice.random() < 0.3,
    )
    room.articles[article.uid] = article
    room.settle()
    return f"add {article.path()}"


def _free_name(room: Newsroom, dice: Random, section: str) -> str:
    """A name that no other article of a section has, whatever its case; often that of one in another section."""
    taken = {other.name.lower() for other in room.articles.values() if other.section == section}
    free = [name for name in NAMES if name.lower() not in taken]
    return dice.choice(free) if free else f"story-{room.number()}"


def delete_an_article(room: Newsroom, dice: Random) -> str:
    """With what names it; where there are few already, another comes."""
    if len(room.articles) <= FEWEST:
        return add_an_article(room, dice)
    article = an_article(room, dice)
    room.forget(article.uid)
    room.settle()
    return f"delete {article.path()}"


def rename_an_article(room: Newsroom, dice: Random) -> str:
    """Its file, at times only in its case, or from a file to a folder of its own and back."""
    article = an_article(room, dice)
    before = article.path()
    what = dice.choice(("name", "name", "case", "bundle"))
    if what == "name":
        article.name = _free_name(room, dice, article.section)
    elif what == "case":
        article.name = article.name.swapcase()
    else:
        article.bundle = not article.bundle
    return f"rename {before} to {article.path()}"


def exchange_names(room: Newsroom, dice: Random) -> str:
    """Two articles take each other's place."""
    one, other = (room.articles[uid] for uid in dice.sample(sorted(room.articles), 2))
    one.section, one.name, other.section, other.name = other.section, other.name, one.section, one.name
    one.bundle, other.bundle = other.bundle, one.bundle
    room.settle()
    return f"exchange {one.path()} and {other.path()}"


def move_an_article(room: Newsroom, dice: Random) -> str:
    """To another section."""
    article = an_article(room, dice)
    before = article.path()
    article.section = dice.choice(SECTIONS)
    taken = (other.name.lower() for other in room.articles.values() if other.section == article.section)
    if sum(name == article.name.lower() for name in taken) > 1:
        article.name = _free_name(room, dice, article.section)
    room.settle()
    return f"move {before} to {article.path()}"


def add_a_translation(room: Newsroom, dice: Random) -> str:
    """In a language that is still free."""
    article = an_article(room, dice)
    free = [tag for tag in LANGUAGES if tag not in article.pieces and tag != room.language(article)]
    if not free:
        return delete_a_translation(room, dice)
    tag = dice.choice(free)
    article.pieces[tag] = Piece(front={"title": title(dice, tag)}, body=[block(room, dice, tag)])
    room.settle()
    return f"add {article.path(tag)}"


def delete_a_translation(room: Newsroom, dice: Random) -> str:
    """If there is one."""
    found = [(article, tag) for article in room.articles.values() for tag in article.pieces if tag]
    if not found:
        return "no translation to delete"
    article, tag = dice.choice(found)
    del article.pieces[tag]
    return f"delete {article.path(tag)}"


def edit_a_translation(room: Newsroom, dice: Random) -> str:
    """Its title, its text, or something that it says for itself."""
    found = [(article, tag) for article in room.articles.values() for tag in article.pieces if tag]
    if not found:
        return add_a_translation(room, dice)
    article, tag = dice.choice(found)
    piece = article.pieces[tag]
    if dice.random() < 0.5:
        piece.front["title"] = title(dice, tag)
    else:
        piece.body = [block(room, dice, tag)]
    return f"edit {article.path(tag)}"


# sections, publishers, pictures


def edit_a_section(room: Newsroom, dice: Random) -> str:
    """Its titles and description, in one language or several."""
    path = dice.choice([folder for folder in SECTIONS if folder])
    section = room.sections.setdefault(path, {"title": path})
    key = dice.choice(("title", "title", "description", "slug"))
    if key == "slug":
        word = f"{path.rpartition('/')[2]}-{dice.choice(('nova', 'новая', 'x'))}"
        section["slug"] = {dice.choice(("en", "pt", "ar")): word}
        return f"slug of {path}: {section['slug']}"
    texts = {tag: title(dice, tag) for tag in ("en", "pt", "ar", "zh") if dice.random() < 0.6}
    section[key] = texts or title(dice, "en")
    return f"{key} of {path}"


def weigh_a_section(room: Newsroom, dice: Random) -> str:
    """Puts sections in another order."""
    path = dice.choice([folder for folder in SECTIONS if folder])
    room.sections.setdefault(path, {"title": path})["weight"] = dice.randint(-2, 2) * 10
    return f"weight of {path}"


def edit_defaults(room: Newsroom, dice: Random) -> str:
    """What a section gives to the articles below it."""
    path = dice.choice([folder for folder in SECTIONS if folder])
    defaults = room.sections.setdefault(path, {"title": path}).setdefault("defaults", {})
    key = dice.choice(("source", "authors", "tags", "widgets", "locales", "draft", "lang"))
    if key in defaults:
        del defaults[key]
    elif key in {"draft", "lang"}:
        defaults[key] = True if key == "draft" else dice.choice(("pt-BR", "es", "ar"))
    else:
        defaults[key] = _FRONT[key](room, dice, "en", an_article(room, dice))
    room.settle()
    return f"default {key} of {path}: {defaults.get(key)!r}"


def drop_a_section_file(room: Newsroom, dice: Random) -> str:
    """A section is then called what its folder is called."""
    if not room.sections:
        return edit_a_section(room, dice)
    path = dice.choice(sorted(room.sections))
    del room.sections[path]
    room.settle()
    return f"delete content/{path}/_section.yaml"


def edit_a_publisher(room: Newsroom, dice: Random) -> str:
    """Its name, language or address; or one comes, or goes."""
    what = dice.choice(("name", "lang", "url", "new", "gone"))
    if what == "new" or not room.publishers:
        room.publishers[f"paper-{room.number()}"] = {"name": title(dice, "en")}
        return "add a publisher"
    name = dice.choice(sorted(room.publishers))
    if what == "gone" and len(room.publishers) > 1:
        del room.publishers[name]
        room.settle()
        return f"delete the publisher {name}"
    new = {"lang": dice.choice(LANGUAGES), "url": f"https://{room.number()}.example.org"}
    room.publishers[name][what if what in new else "name"] = new.get(what, title(dice, "en"))
    return f"{what} of the publisher {name}"


def replace_a_picture(room: Newsroom, dice: Random) -> str:
    """By one of the same bytes' count, or of another size, or both."""
    path = dice.choice(sorted(room.pictures))
    colour = dice.randrange(10**6)
    width, height = dice.choice(((640, 360), (600, 400), (300, 250)))
    make = drawing if posixpath.splitext(path)[1] == ".svg" else photograph
    room.pictures[path] = make(width, height, colour) if make is drawing else make(width // 10, height // 10, colour)
    return f"replace {path} by {width} × {height}"


def add_a_picture(room: Newsroom, dice: Random) -> str:
    """One that nothing shows yet."""
    path = f"pictures/{room.number()}{dice.choice(('.svg', '.png'))}"
    room.pictures[path] = (drawing if path.endswith(".svg") else photograph)(40, 30, dice.randrange(10**6))
    return f"add {path}"


EDITS: dict[str, Change] = {
    change.__name__: change
    for change in (
        edit_a_body,
        correct_a_letter,
        edit_a_title,
        edit_a_summary,
        edit_a_date,
        schedule_an_article,
        add_lines_above,
        turn_front_matter,
        edit_credits,
        edit_an_image,
        edit_questions,
        edit_related_reading,
        edit_corrections,
        edit_addresses,
        limit_an_article,
        edit_a_language,
        add_an_article,
        delete_an_article,
        rename_an_article,
        exchange_names,
        move_an_article,
        add_a_translation,
        delete_a_translation,
        edit_a_translation,
        edit_a_section,
        weigh_a_section,
        edit_defaults,
        drop_a_section_file,
        edit_a_publisher,
        replace_a_picture,
        add_a_picture,
    )
}
