"""A newsroom small enough to build in a blink, in memory, with something of everything that a site can have.

Texts refer to articles and pictures by marks, which become paths or ids when the files are written: `⟦7:path⟧` is
the way to the original of article 7 from wherever the text stands, `⟦7:id⟧` its id, `⟦7:name⟧` the short one where
that is enough, `⟦7:address⟧` the address of its page in the first locale, and `⟦pictures/a.svg⟧` the way to a file below `content/`. So an article may be renamed or moved, and
what refers to it follows, as an editor would have it.
"""

import json
import posixpath
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.plural import to_gettext

from gazeta.core.language import babel_locale
from gazeta.sources.translation.phrasebook import CONTEXT_GLUE, plural_kinds

NOW = datetime(2026, 6, 2, 22, 0, tzinfo=UTC)

Files = dict[str, bytes]
"""By path below the site's folder."""

_MARK = re.compile(r"⟦(?:(?P<uid>\d+):(?P<form>path|id|name|address)|(?P<file>[^⟧:]+))⟧")


@dataclass
class Piece:
    """One file of an article: front matter, blocks of text, and how many lines were put before the text."""

    front: dict[str, Any]
    body: list[str]
    above: int = 0


@dataclass
class Article:
    """An article in all its languages; the original is under the empty tag."""

    uid: int
    section: str
    name: str
    pieces: dict[str, Piece]
    bundle: bool = False

    @property
    def folder(self) -> str:
        """Where its files lie, below the site's folder."""
        parts = ("content", self.section, self.name if self.bundle else "")
        return "/".join(part for part in parts if part)

    def path(self, tag: str = "") -> str:
        """The file of one of its pieces."""
        stem = "index" if self.bundle else self.name
        return f"{self.folder}/{stem}.{tag}.md" if tag else f"{self.folder}/{stem}.md"

    @property
    def key(self) -> str:
        """Its id, in full."""
        own: str | None = self.pieces[""].front.get("translation_key")
        return own or f"{self.section}/{self.name}".lstrip("/")


@dataclass
class Newsroom:
    """All that a build depends on: a site's folder, and the clock.

    `pictures` are below `content/`; `others` are files by their whole path.
    """

    config: dict[str, Any] = field(default_factory=dict)
    publishers: dict[str, dict[str, Any]] = field(default_factory=dict)
    sections: dict[str, dict[str, Any]] = field(default_factory=dict)
    articles: dict[int, Article] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    phrases: dict[str, dict[str, str]] = field(default_factory=dict)
    others: Files = field(default_factory=dict)
    now: datetime = NOW
    count: int = 0

    def number(self) -> int:
        """A number that this newsroom has not used yet."""
        self.count += 1
        return self.count

    # what there is

    @property
    def locales(self) -> list[str]:
        """The readers' locales."""
        return list(self.config["locales"])

    @property
    def folders(self) -> list[str]:
        """The sections that have a file or an article, and those above them."""
        found = {*self.sections, *(article.section for article in self.articles.values())}
        return sorted({folder for path in found for folder in _and_above(path)})

    def language(self, article: Article) -> str:
        """The language of an article's original."""
        said: str | None = article.pieces[""].front.get("lang")
        if said:
            return said
        above = (self.sections.get(folder, {}) for folder in reversed(_and_above(article.section)))
        found = next((lang for section in above if (lang := section.get("defaults", {}).get("lang"))), None)
        return str(found or self.config.get("content_language", "en"))

    # keeping it whole

    def forget(self, uid: int) -> None:
        """Takes out an article, and whatever names it."""
        del self.articles[uid]
        gone = f"⟦{uid}:"
        for piece in self.pieces():
            piece.body = [block for block in piece.body if gone not in block] or ["All is quiet."]
            for key in ("related", "questions"):
                if key in piece.front:
                    piece.front[key] = [item for item in piece.front[key] if gone not in json.dumps(item, **_PLAIN)]

    def pieces(self) -> Iterator[Piece]:
        """All files of all articles."""
        return (piece for article in self.articles.values() for piece in article.pieces.values())

    def settle(self) -> None:
        """Takes out what a change of something else left without a meaning, as an editor would after an error."""
        for shared in self._shared():
            for key, known in (("locales", self.locales), ("widgets", list(self.config.get("widgets", {})))):
                if key in shared:
                    shared[key] = [item for item in shared[key] if item in known]
            if isinstance(shared.get("source"), str) and shared["source"] not in self.publishers:
                del shared["source"]
        if self.config.get("default_locale") not in {None, *self.locales}:
            del self.config["default_locale"]
        self._settle_languages()

    def _shared(self) -> Iterator[dict[str, Any]]:
        yield from (piece.front for piece in self.pieces())
        yield from (section["defaults"] for section in self.sections.values() if "defaults" in section)

    def _settle_languages(self) -> None:
        """Each story once in each language, whether its files lie together or are joined by a key."""
        taken: set[tuple[str, str]] = set()
        for article in self.articles.values():
            own = self.language(article)
            article.pieces.pop(own, None)
            languages = {own, *(tag for tag in article.pieces if tag)}
            if any((article.key, tag) in taken for tag in languages):
                article.pieces[""].front.pop("translation_key", None)
            taken |= {(article.key, tag) for tag in languages}

    # writing

    def files(self) -> Files:
        """All files of the site's folder."""
        found = {"site.yaml": _yaml(self.config), "content/_sources.yaml": _yaml(self.publishers)}
        found |= {f"content/{path}/_section.yaml": _yaml(section) for path, section in self.sections.items()}
        found |= {f"content/{path}": data for path, data in self.pictures.items()}
        found |= {f"locales/{tag}/LC_MESSAGES/gazeta.po": _catalog(tag, said) for tag, said in self.phrases.items()}
        found |= self.others
        names = Counter(article.name for article in self.articles.values())
        for article in self.articles.values():
            for tag, piece in article.pieces.items():
                path = article.path(tag)
                found[path] = self._written(piece, posixpath.dirname(path), names).encode()
        return dict(sorted(found.items()))

    def _written(self, piece: Piece, folder: str, names: Mapping[str, int]) -> str:
        lines = ["---", *(f"{key}: {json.dumps(value, **_PLAIN)}" for key, value in piece.front.items()), "---"]
        text = "\n".join(lines) + "\n" * (piece.above + 2) + "\n\n".join(piece.body) + "\n"
        return _MARK.sub(lambda mark: self._reference(mark, folder, names), text)

    def _reference(self, mark: re.Match[str], folder: str, names: Mapping[str, int]) -> str:
        if mark["file"]:
            return posixpath.relpath(f"content/{mark['file']}", folder)
        article = self.articles[int(mark["uid"])]
        if mark["form"] == "path":
            return posixpath.relpath(article.path(), folder)
        if mark["form"] == "address":
            folder = f"/{article.section}/" if article.section else "/"
            return f"{folder}{article.pieces[''].front.get('slug', article.name)}/"
        alone = names[article.name] == 1 and "translation_key" not in article.pieces[""].front
        return article.name if mark["form"] == "name" and alone else article.key


_PLAIN: dict[str, Any] = {"ensure_ascii": False}


def _and_above(section: str) -> list[str]:
    """A section and those above it, outermost first."""
    parts = section.split("/") if section else []
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def _yaml(mapping: Mapping[str, Any]) -> bytes:
    """JSON is YAML; a line for each key makes places that one can tell apart."""
    return "".join(f"{key}: {json.dumps(value, **_PLAIN)}\n" for key, value in mapping.items()).encode()


def _catalog(tag: str, phrases: Mapping[str, str]) -> bytes:
    """A catalog with some phrases; a msgid that counts gets the same text in all its plural forms, marked by number."""
    rule = _plural_rule(tag)
    parts = [f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {rule}\\n"\n']
    for key, said in phrases.items():
        context, _, message = key.rpartition(CONTEXT_GLUE)
        head = f"msgctxt {_quoted(context)}\n" if context else ""
        if "%(n)s" in message:
            forms = (f"msgstr[{n}] {_quoted(f'{said} {n}')}\n" for n in range(len(plural_kinds(tag))))
            parts.append(f"{head}msgid {_quoted(message)}\nmsgid_plural {_quoted(message)}\n{''.join(forms)}")
        else:
            parts.append(f"{head}msgid {_quoted(message)}\nmsgstr {_quoted(said)}\n")
    return "\n".join(parts).encode()


def _plural_rule(tag: str) -> str:
    return to_gettext(babel_locale(tag).plural_form)


def _quoted(text: str) -> str:
    return json.dumps(text, **_PLAIN)


# pictures


def drawing(width: int, height: int, colour: int) -> bytes:
    """An SVG; colours are six digits, so that one takes as many bytes as any other."""
    size = f'width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} fill="#{colour % 10**6:06}"/>\n'.encode()


def photograph(width: int, height: int, colour: int) -> bytes:
    """A PNG in one grey."""
    rows = (b"\0" + bytes([colour % 256]) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


# the first day


def first_day() -> Newsroom:
    """A newsroom to begin with: four locales, eight articles."""
    room = Newsroom(config=_config(), publishers=_publishers(), sections=_sections(), count=100)
    room.pictures = {
        "pictures/harbour.svg": drawing(640, 360, 111111),
        "pictures/crowd.png": photograph(60, 40, 90),
        "pictures/seats.svg": drawing(300, 250, 222222),
        "pictures/seats-pt.svg": drawing(300, 250, 333333),
    }
    room.others = {
        "static/files/report.txt": b"Figures.\n",
        "static/favicon.ico": b"\0\0\1\0",
        "static/logo.svg": drawing(64, 64, 444444),
    }
    for article in _articles():
        room.articles[article.uid] = article
    room.phrases = {"pt-BR": {"Topics": "Assuntos"}}
    room.settle()
    return room


def _config() -> dict[str, Any]:
    links = [
        {"label": {"en": "Futures", "pt": "Futuros"}, "url": "https://exchange.example.org/futures"},
        {"label": "Report", "url": "/files/report.txt"},
    ]
    return {
        "base_url": "https://news.example.org",
        "title": {"en": "The Gazette", "pt": "A Gazeta", "ar": "الجريدة"},
        "description": {"en": "What happened", "pt": "O que houve"},
        "logo": "/logo.svg",
        "time_zone": "America/Sao_Paulo",
        "locales": {"en": {}, "pt-BR": {"fallback": ["es"]}, "ar": {}, "zh-Hans": {"time_zone": "Asia/Shanghai"}},
        "per_page": 2,
        "related": {"count": 2},
        "feeds": {"count": 4},
        "widgets": {
            "trading": {"type": "links", "title": {"en": "Trading", "pt": "Negócios"}, "links": links},
            "evening": {
                "type": "promotion",
                "image": {"en": "pictures/seats.svg", "pt": "pictures/seats-pt.svg"},
                "alt": {"en": "Reserve a seat", "pt": "Reserve um lugar", "ar": "احجز", "zh": "订座"},
                "url": "https://events.example.org",
                "from": "2026-06-01",
                "until": "2026-06-04T12:00:00Z",
            },
            "latest": {"type": "recent", "count": 3},
            "newest": {"type": "recent", "title": "Newest", "count": 2, "inline": True},
        },
    }


def _publishers() -> dict[str, dict[str, Any]]:
    return {
        "wire": {"name": "The Wire", "url": "https://wire.example.org"},
        "wsj-zh": {"name": "华尔街日报", "lang": "zh-Hans", "url": "https://cn.wsj.com"},
    }


def _sections() -> dict[str, dict[str, Any]]:
    return {
        "markets": {
            "title": {"en": "Markets", "pt": "Mercados", "zh": "市场", "ar": "أسواق"},
            "weight": 10,
            "defaults": {"authors": ["Markets desk"], "source": "wire"},
        },
        "markets/metals": {"title": "Metals", "description": {"en": "Copper and tin", "pt": "Cobre e estanho"}},
        "world": {"title": {"en": "World", "pt": "Mundo"}, "weight": 20},
    }


def _articles() -> list[Article]:
    return [
        _article(
            1,
            "markets/metals/copper",
            {
                "title": 'Copper "soars"',
                "date": "2026-06-02T20:15:00Z",
                "updated": "2026-06-02T21:10:00Z",
                "summary": "The price rose.",
                "image": {"src": "⟦pictures/harbour.svg⟧", "alt": "A harbour", "credit": "Jo Doe"},
                "tags": ["copper"],
                "questions": [{"q": "Why?", "a": "See [the rules](⟦2:path⟧)."}],
                "aliases": ["/2025/copper/"],
            },
            ["It rose, as [[⟦3:id⟧]] said.", "## Figures", "All of them: [report](/files/report.txt)."],
            {"pt-BR": "Cobre dispara", "zh-Hans": "铜价飙升"},
        ),
        _article(
            2,
            "markets/etf-rules",
            {"title": "New rules", "date": "2026-06-02 09:30", "related": ["⟦1:id⟧", _CARD], "widgets": ["trading"]},
            ["The rules [changed](⟦1:path⟧#figures).", "![A crowd](⟦pictures/crowd.png⟧)"],
            {"pt-BR": "Novas regras"},
        ),
        _article(
            3,
            "world/vote",
            {
                "title": "Voto adiado",
                "lang": "pt-BR",
                "date": "2026-06-01",
                "source": "wsj-zh",
                "image": {"src": "⟦pictures/crowd.png⟧", "alt": "Uma multidão", "caption": "Ontem"},
            },
            ["A votação foi adiada.", "## Números", "Veja [[⟦1:name⟧#figures|o cobre]]."],
            {"en": "Vote postponed", "ar": "تأجيل التصويت"},
        ),
        _article(
            4,
            "world/river",
            {
                "title": "The river",
                "date": "2026-05-27T08:00:00Z",
                "updated": "2026-05-28 10:00",
                "expires": "2026-06-05",
            },
            ["It rises.[^1]", "[^1]: Since May."],
            {},
        ),
        _article(
            5,
            "markets/tin",
            {
                "title": "Tin",
                "date": "2026-06-02T21:59:30Z",
                "corrections": [{"date": "2026-06-02", "text": "A digit."}],
            },
            ["Tin, and [[⟦2:name⟧]]."],
            {"ar": "القصدير"},
        ),
        _article(
            6,
            "world/harvest",
            {"title": "Harvest", "date": "2026-05-30", "publish_at": "2026-06-03T06:00:00Z", "locales": ["en", "ar"]},
            ["It begins [here](⟦4:path⟧)."],
            {},
        ),
        _article(7, "markets/draft", {"title": "Not yet", "date": "2026-06-01", "draft": True}, ["Later."], {}),
        _article(
            8,
            "about",
            {"title": "About us", "date": "2020-01-01"},
            ["Write to [[⟦3:name⟧]]."],
            {"pt-BR": "Sobre nós"},
        ),
    ]


_CARD: dict[str, Any] = {
    "title": "Elsewhere",
    "url": "https://other.example.org/x",
    "date": "2026-06-02T18:00:00Z",
    "source": {"name": "The Other", "url": "https://other.example.org"},
}


def _article(uid: int, key: str, front: dict[str, Any], body: list[str], translations: dict[str, str]) -> Article:
    section, _, name = key.rpartition("/")
    pieces = {"": Piece(front=front, body=body)}
    for tag, title in translations.items():
        pieces[tag] = Piece(front={"title": title}, body=[f"{title}."])
    return Article(uid=uid, section=section, name=name, pieces=pieces, bundle=uid == 2)


def write(room: Newsroom, folder: Path) -> None:
    """Writes a newsroom into an empty folder."""
    for path, data in room.files().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
