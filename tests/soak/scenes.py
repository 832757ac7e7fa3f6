"""Small scenes of a newsroom's life, each made so that few things change at once: a beginning, and what happens then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from soak.newsroom import Article, Newsroom, Piece, drawing, first_day, photograph

Happens = Callable[[Newsroom], None]

TEMPLATE = ("templates/recent.html", b"{{ page }}\n")
"""Shows all that a fragment could show; the theme's own shows less."""


@dataclass(frozen=True)
class Scene:
    """What happens to a newsroom, in how it was set up for that; `words` are of the command line."""

    happens: Happens
    begins: Happens | None = None
    words: tuple[str, ...] = ()

    def rooms(self) -> tuple[Newsroom, Newsroom]:
        """The newsroom before and after."""
        before, after = small(), small()
        for room in (before, after):
            if self.begins:
                self.begins(room)
        self.happens(after)
        for room in (before, after):
            room.settle()
        return before, after


def small() -> Newsroom:
    """The first day for two locales, with no list on every page, and with `TEMPLATE`."""
    room = first_day()
    room.config["locales"] = {"en": {}, "pt-BR": {}}
    del room.config["widgets"]["newest"]
    room.others |= dict([TEMPLATE])
    room.settle()
    return room


def tiny() -> Newsroom:
    """Two articles, one of them with a picture, for the readers of one locale."""
    room = first_day()
    for uid in (2, 3, 5, 6, 7, 8):
        room.forget(uid)
    room.config = {"base_url": "https://news.example.org", "title": "The Gazette", "locales": {"en": {}}}
    room.pictures = {"pictures/harbour.svg": room.pictures["pictures/harbour.svg"]}
    room.others = {"static/files/report.txt": b"Figures.\n"}
    room.sections = {}
    room.publishers = {}
    for article in room.articles.values():
        article.pieces = {"": article.pieces[""]}
        article.pieces[""].front.pop("questions", None)
    room.articles[1].pieces[""].body = ["It rose: [report](/files/report.txt)."]
    room.settle()
    return room


def stories(room: Newsroom) -> list[Article]:
    """All articles but the standing one, whose title is on every page."""
    return [article for article in room.articles.values() if article.section]


def in_front(key: str, value: Any, *uids: int, tag: str = "") -> Happens:
    """Puts something in the front matter of articles, of all if none is named."""

    def happens(room: Newsroom) -> None:
        for article in [room.articles[uid] for uid in uids] or stories(room):
            article.pieces[tag].front[key] = value

    return happens


def out_of_front(key: str, *uids: int) -> Happens:
    """Takes something out of it."""

    def happens(room: Newsroom) -> None:
        for uid in uids:
            room.articles[uid].pieces[""].front.pop(key)

    return happens


def in_config(key: str, value: Any) -> Happens:
    """Changes a setting."""

    def happens(room: Newsroom) -> None:
        room.config[key] = value

    return happens


def after(**span: float) -> Happens:
    """Lets time pass."""

    def happens(room: Newsroom) -> None:
        room.now += timedelta(**span)

    return happens


def together(*several: Happens) -> Happens:
    """One after the other."""

    def happens(room: Newsroom) -> None:
        for one in several:
            one(room)

    return happens


def retitle(*uids: int) -> Happens:
    """Other titles for originals and translations."""

    def happens(room: Newsroom) -> None:
        for article in [room.articles[uid] for uid in uids] or stories(room):
            for piece in article.pieces.values():
                piece.front["title"] += " again"

    return happens


def add(section: str, *dates: str, lang: str = "en", **front: Any) -> Happens:
    """Plain articles of some dates."""

    def happens(room: Newsroom) -> None:
        for date in dates:
            uid = room.number()
            head = {"title": f"Of {date}", "date": date, "lang": lang, **front}
            room.articles[uid] = Article(uid, section, f"story-{uid}", {"": Piece(head, ["Text."])})

    return happens


def translate(uid: int, tag: str, title: str = "Traduzido") -> Happens:
    """A translation more."""

    def happens(room: Newsroom) -> None:
        room.articles[uid].pieces[tag] = Piece({"title": title}, [f"{title}."])

    return happens


def write(uid: int, *blocks: str, tag: str = "") -> Happens:
    """Another text."""

    def happens(room: Newsroom) -> None:
        room.articles[uid].pieces[tag].body = list(blocks)

    return happens


def rewrite(room: Newsroom) -> None:
    """Another text for all stories."""
    for article in stories(room):
        article.pieces[""].body = ["It was all quite different."]


def without_summaries(room: Newsroom) -> None:
    """Only the beginnings of texts say what they are about."""
    for article in stories(room):
        for piece in article.pieces.values():
            piece.front.pop("summary", None)


def picture(name: str, data: bytes) -> Happens:
    """A picture below `content/`."""

    def happens(room: Newsroom) -> None:
        room.pictures[f"pictures/{name}"] = data

    return happens


def file(path: str, data: bytes) -> Happens:
    """A file of another kind."""

    def happens(room: Newsroom) -> None:
        room.others[path] = data

    return happens


def phrase(tag: str, key: str, said: str) -> Happens:
    """In a catalog."""

    def happens(room: Newsroom) -> None:
        room.phrases.setdefault(tag, {})[key] = said

    return happens


def in_section(path: str, key: str, value: Any) -> Happens:
    """In the file of a section."""

    def happens(room: Newsroom) -> None:
        room.sections[path][key] = value

    return happens


def drop_edition(uid: int, tag: str) -> Happens:
    """A translation fewer."""

    def happens(room: Newsroom) -> None:
        del room.articles[uid].pieces[tag]

    return happens


def other_slugs(room: Newsroom) -> None:
    """For all articles in sections."""
    for article in stories(room):
        article.pieces[""].front["slug"] = f"s-{article.uid}"


def without(*uids: int) -> Happens:
    """Fewer articles."""

    def happens(room: Newsroom) -> None:
        for uid in uids:
            room.forget(uid)

    return happens


def until(instant: str) -> Happens:
    """The promotion ends then."""

    def happens(room: Newsroom) -> None:
        room.config["widgets"]["evening"]["until"] = instant

    return happens


def rename_a_publisher(room: Newsroom) -> None:
    """One that a whole section credits."""
    room.publishers["wire"]["name"] = "The Cable"


def with_keys(room: Newsroom) -> None:
    """Each article of `world` and `culture` is the same story wherever it lies."""
    for article in stories(room):
        if article.section in {"world", "culture"}:
            article.pieces[""].front["translation_key"] = f"key-{article.uid}"


def exchange_sections(room: Newsroom) -> None:
    """What lay in `world` lies in `culture`, and the other way round; neither has defaults."""
    for article in stories(room):
        article.section = {"world": "culture", "culture": "world"}.get(article.section, article.section)


def move_up(room: Newsroom) -> None:
    """What is newest moves to the section above its own."""
    newest = max(stories(room), key=lambda article: article.uid)
    newest.section = newest.section.rpartition("/")[0]


_OLD = add("culture", *(f"2024-0{month}-01" for month in range(1, 6)))
_CROWD = in_front("image", {"src": "⟦pictures/crowd.png⟧", "alt": "A crowd"})
_PHOTO = together(
    _OLD,
    in_front("image", {"src": "/photo.svg", "alt": "A photo"}),
    file("static/photo.svg", drawing(50, 50, 1)),
)
_AGES = together(in_front("date", "2026-05-28T22:10:00Z", 4), in_front("date", "2026-05-28T22:09:00Z", 3))

SCENES: dict[str, Scene] = {
    # texts
    "a text": Scene(write(4, "It falls."), in_front("summary", "Of something that fell.", 4)),
    "all texts": Scene(rewrite, together(_OLD, without_summaries)),
    "a heading": Scene(write(1, "It rose, as [[⟦3:id⟧]] said.", "## Sums", "All: [report](/files/report.txt).")),
    "a title": Scene(retitle(1)),
    "the title of what is linked to": Scene(retitle(3)),
    "the title of a standing page": Scene(retitle(8)),
    "the title of what is below on the front": Scene(retitle(105), _OLD),
    "all titles": Scene(retitle(), _OLD),
    "all summaries": Scene(in_front("summary", "In short."), together(_OLD, in_front("summary", "At length."))),
    "all corrections": Scene(in_front("corrections", [{"date": "2026-06-02", "text": "A digit."}]), _OLD),
    # credits
    "all sources": Scene(in_front("source", {"name": "Else", "url": "https://e.example.org"}), _OLD),
    "a publisher's name": Scene(rename_a_publisher, _OLD),
    "an id": Scene(in_front("id", "a-name", 2), _OLD),
    "all authors": Scene(in_front("authors", ["Jo Doe"]), _OLD),
    "all tags": Scene(in_front("tags", ["river"]), _OLD),
    # dates
    "all updates": Scene(in_front("updated", "2026-06-02T21:59:40Z"), _OLD),
    "some dates": Scene(
        together(
            in_front("date", "2026-06-02T21:59:40Z", 5),
            in_front("date", "2026-06-02T09:31:00Z", 2),
            in_front("date", "2024-03-02", 103),
        ),
        _OLD,
    ),
    "when an original was published": Scene(
        in_front("date", "2026-06-01T11:00:00Z", 1),
        together(in_front("locales", ["pt-BR"], 1), in_front("date", "2026-06-02T12:00:00Z", 1, tag="pt-BR")),
    ),
    "a draft": Scene(in_front("draft", True, 2), words=("-D",)),
    "an embargo": Scene(in_front("publish_at", "2026-06-01", 2), in_front("date", "2026-06-09", 2), words=("-F",)),
    "an expiry": Scene(in_front("expires", "2026-06-02T21:59:59Z", 2), words=("-E",)),
    "all drafts": Scene(in_front("draft", True), together(_OLD, without(6)), words=("-D",)),
    "all embargoes": Scene(  # their ends are dates; without one, what is dated in the future is not there yet
        in_front("publish_at", "2026-06-01"), together(_OLD, in_front("date", "2026-06-09")), words=("-F",)
    ),
    "all expiries": Scene(in_front("expires", "2026-06-02T21:59:59Z"), _OLD, words=("-E",)),
    # time
    "the end of embargoes": Scene(
        after(minutes=20), together(_OLD, in_front("publish_at", "2026-06-02T22:10:00Z")), words=("-F",)
    ),
    "the end of an embargo": Scene(
        after(minutes=20), in_front("publish_at", "2026-06-02T22:10:00Z", 2), words=("-F",)
    ),
    "the only one of its month": Scene(
        in_front("publish_at", "2026-06-01", 2), in_front("date", "2026-07-09", 2), words=("-F",)
    ),
    "no news any more": Scene(
        in_front("date", "2026-05-01", 1, 2, 3, 5),
        together(in_front("date", "2026-06-01", 8), translate(4, "pt-BR")),
    ),
    "two quiet days": Scene(after(days=2, hours=1), until("2027-01-01")),
    "twenty minutes": Scene(after(minutes=20), _AGES),
    "twenty minutes of one page": Scene(after(minutes=20), together(_AGES, in_config("per_page", 12))),
    "the end of a promotion": Scene(
        after(minutes=20), together(until("2026-06-02T22:10:00Z"), in_config("time", {"relative": "off"}))
    ),
    # pictures
    "all images": Scene(in_front("image", {"src": "⟦pictures/seats.svg⟧", "alt": "Seats"}), together(_OLD, _CROWD)),
    "what an address leads to": Scene(
        in_front("slug", "ballot", 3),
        together(write(4, "See [the vote](/2025/vote/)."), in_front("aliases", ["/2025/vote/"], 3)),
    ),
    "a file that a text leads to": Scene(file("static/files/report.txt", b"Other figures.\n")),
    "a picture in a text": Scene(picture("crowd.png", photograph(30, 20, 90))),
    "other colours": Scene(
        picture("harbour.svg", drawing(640, 360, 5)),
        together(_OLD, in_front("image", {"src": "⟦pictures/harbour.svg⟧", "alt": "A harbour"})),
    ),
    "a wider picture": Scene(file("static/photo.svg", drawing(99, 50, 1)), _PHOTO),
    "a higher picture": Scene(file("static/photo.svg", drawing(50, 99, 1)), _PHOTO),
    # places and languages
    "all slugs": Scene(other_slugs, _OLD),
    "an old address": Scene(in_front("aliases", ["/2025/river/"], 4)),
    "other sections": Scene(exchange_sections, together(_OLD, with_keys)),
    "a section above": Scene(move_up, add("markets/metals", "2026-06-02T21:59:59Z", translation_key="newest")),
    "another language": Scene(in_front("lang", "es", 1, 4, 5), _OLD),
    "another language by default": Scene(in_section("world", "defaults", {"lang": "es"})),
    "an edition more": Scene(together(translate(4, "pt-BR"), translate(5, "pt-BR")), _OLD),
    "an edition fewer": Scene(drop_edition(1, "pt-BR"), _OLD),
    "one locale more": Scene(out_of_front("locales", 4), in_front("locales", ["en"], 4)),
    "more for one locale": Scene(
        out_of_front("locales", 102, 103),
        together(
            without(*range(1, 8)),
            in_config("per_page", 1),
            add("culture", "2024-01-01"),
            add("culture", *(f"2024-0{month}-01" for month in range(2, 6)), locales=["en"]),
        ),
    ),
    "a locale more": Scene(in_config("locales", {"en": {}, "pt-BR": {}, "ar": {}}), _OLD),
    # lists
    "related reading": Scene(in_front("related", ["⟦1:id⟧"], 4)),
    "widgets of an article": Scene(in_front("widgets", ["latest"], 4)),
    "older articles": Scene(add("culture", "2023-01-01", "2023-01-02"), _OLD),
    "newer articles": Scene(add("culture", "2026-06-02T22:00:00Z", "2026-06-02T21:59:59Z"), _OLD),
    "an older month": Scene(add("world", "2026-04-01")),
    # the site
    "a phrase": Scene(phrase("pt-BR", "Topics", "Temas")),
    "the description of a section": Scene(in_section("markets/metals", "description", "Lead")),
    "a template": Scene(file("templates/parts/footer.html", b"<footer>Ours</footer>\n")),
    "an asset": Scene(file("assets/icon.svg", drawing(32, 32, 7))),
    "other typography": Scene(in_config("markdown", {"typography": False}), write(4, '"It" rises -- so...')),
}
"""By name."""


def everything() -> Newsroom:
    """A newsroom with all that keys look at."""
    room = small()
    with_keys(room)
    together(_PHOTO, in_front("image", {"src": "⟦pictures/harbour.svg⟧", "alt": "A harbour"}, 4, 5))(room)
    together(in_front("locales", ["en"], 4), in_front("widgets", ["latest"], 4), translate(5, "pt-BR"))(room)
    together(in_front("authors", ["Jo Doe"], 4), in_front("draft", True, 5))(room)
    in_front("date", "2026-06-02T21:00:00Z", 1, tag="pt-BR")(room)
    together(in_front("expires", "2026-06-02T21:59:59Z", 1), in_front("publish_at", "2026-06-01", 2))(room)
    in_front("date", "2027-01-01", 2)(room)
    together(in_front("aliases", ["/2025/tin/"], 5), in_front("aliases", ["/2025/rules/"], 2))(room)
    room.settle()
    return room
