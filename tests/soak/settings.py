"""What those do who run the site: configuration, phrases, templates, assets, files that go out as they are; and time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from gazeta.edge.disk import read_shipped
from gazeta.sources.dates import parse_when
from gazeta.sources.translation.phrasebook import CONTEXT_GLUE
from soak.edits import Change, an_article, moment, title
from soak.newsroom import Newsroom, drawing

TAGS = ("en", "pt-BR", "ar", "zh-Hans", "pt-PT", "es", "zh-Hant", "gl", "de")
ZONES = ("UTC", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Auckland")


# site.yaml


def add_a_locale(room: Newsroom, dice: Random) -> str:
    """At the end, or before all others."""
    free = [tag for tag in TAGS if tag not in room.locales]
    if len(room.locales) >= 5 or not free:
        return remove_a_locale(room, dice)
    tag = dice.choice(free)
    locales: dict[str, Any] = {tag: {}}
    there = room.config["locales"]
    room.config["locales"] = {**locales, **there} if dice.random() < 0.3 else {**there, **locales}
    return f"add the locale {tag}"


def remove_a_locale(room: Newsroom, dice: Random) -> str:
    """With what names it."""
    if len(room.locales) <= 2:
        return add_a_locale(room, dice)
    tag = dice.choice(room.locales)
    room.config["locales"] = {other: said for other, said in room.config["locales"].items() if other != tag}
    room.settle()
    return f"remove the locale {tag}"


def reorder_locales(room: Newsroom, dice: Random) -> str:
    """The first is the default one, if none is named."""
    tags = room.locales
    dice.shuffle(tags)
    room.config["locales"] = {tag: room.config["locales"][tag] for tag in tags}
    if dice.random() < 0.3:
        room.config["default_locale"] = dice.choice(tags)
    else:
        room.config.pop("default_locale", None)
    return f"locales {', '.join(tags)}; default {room.config.get('default_locale')}"


_WAYS: dict[str, tuple[Any, ...]] = {
    "calendar": ("persian", "buddhist", "roc", "gregorian"),
    "digits": ("native", "latin"),
    "date_style": ("short", "full"),
    "list_style": ("short",),
    "direction": ("ltr", "rtl"),
    "quotes": (["«", "»", "‹", "›"], ["‚", "‘", "„", "“"]),
}
"""What a locale may do its own way."""


def edit_a_locale(room: Newsroom, dice: Random) -> str:
    """Its label, prefix, fallback or zone, or one of its ways."""
    tag = dice.choice(room.locales)
    key = dice.choice(("label", "url_prefix", "fallback", "time_zone", *_WAYS))
    values: dict[str, Any] = {
        "label": title(dice, "en"),
        "url_prefix": f"x-{tag.lower()}",
        "fallback": [dice.choice([other for other in TAGS if other not in room.locales] or ["eu"])],
        "time_zone": dice.choice(ZONES),
        **{way: dice.choice(choices) for way, choices in _WAYS.items()},
    }
    said = dict(room.config["locales"][tag])
    if said.pop(key, None) is None or dice.random() < 0.3:
        said[key] = values[key]
    room.config["locales"] = {**room.config["locales"], tag: said}
    return f"{key} of the locale {tag}: {said.get(key)!r}"


_SETTINGS: dict[str, tuple[Any, ...]] = {
    "base_url": ("https://news.example.org", "https://news.example.org/paper", "http://localhost:8000"),
    "title": (
        "The Gazette",
        {"en": "The Gazette", "pt": "A Gazeta"},
        {"en": "The Paper", "zh": "报纸", "ar": "الجريدة"},
    ),
    "description": (None, "Everything", {"en": "All the news", "pt": "Todas as notícias"}),
    "logo": (None, "/logo.svg", "https://cdn.example.org/logo.png"),
    "time_zone": ZONES,
    "content_language": ("en", "pt-BR"),
    "per_page": (1, 2, 3, 12),
    "related": ({"count": 0}, {"count": 1}, {"count": 2}, None),
    "feeds": ({"enabled": False}, {"count": 1}, {"count": 4, "entries": "translated"}, None),
    "urls": ("directory", "html"),
    "slugs": ("native", "ascii"),
    "untranslated": ("canonical", "hreflang", "hide"),
    "time": (
        None,
        {"relative": "client"},
        {"relative": "off"},
        {"relative_under": "2h"},
        {"relative": "client", "relative_under": "30d"},
        {"style": "short", "relative_under": "1d"},
    ),
    "markdown": (None, {"typography": False}, {"linkify": False}, {"html": "sanitize"}),
}


def edit_a_setting(room: Newsroom, dice: Random) -> str:
    """A line of site.yaml."""
    key = dice.choice(list(_SETTINGS))
    value = dice.choice(_SETTINGS[key])
    if value is None:
        room.config.pop(key, None)
    else:
        room.config[key] = value
    room.settle()
    return f"{key}: {value!r}"


def edit_a_widget(room: Newsroom, dice: Random) -> str:
    """One comes, goes, or changes; their order does."""
    widgets: dict[str, Any] = dict(room.config["widgets"])
    what = dice.choice(("new", "gone", "order", "edit", "edit", "edit"))
    if what == "new":
        widgets[f"w-{room.number()}"] = dice.choice(_MAKERS)(room, dice)
    elif what == "gone" and len(widgets) > 1:
        del widgets[dice.choice(list(widgets))]
    elif what == "order":
        widgets = dict(dice.sample(list(widgets.items()), len(widgets)))
    else:
        name = dice.choice(list(widgets))
        make = next(maker for maker in _MAKERS if maker(room, dice)["type"] == widgets[name]["type"])
        widgets[name] = make(room, dice)
    room.config["widgets"] = widgets
    room.settle()
    return f"{what} of the widgets: {', '.join(widgets)}"


_URLS = ("/files/report.txt", "/gone/", "mailto:a@example.org", "/world/vote/", "/2025/copper/#figures", "/")


def _links(_room: Newsroom, dice: Random) -> dict[str, Any]:
    links = [
        {"label": {"en": title(dice, "en"), "pt": title(dice, "pt")}, "url": "https://links.example.org"},
        {"label": title(dice, "en"), "url": dice.choice(_URLS)},
    ]
    return {"type": "links", "title": title(dice, "en"), "links": links[: dice.randint(1, 2)]}


def _promotion(room: Newsroom, dice: Random) -> dict[str, Any]:
    image = dice.choice(sorted(room.pictures))
    window = {key: moment(room, dice) for key in ("from", "until") if dice.random() < 0.6}
    alt = {"en": title(dice, "en"), "pt": title(dice, "pt")}
    return {"type": "promotion", "image": image, "alt": alt, "url": "https://events.example.org", **window}


def _recent(_room: Newsroom, dice: Random) -> dict[str, Any]:
    named = {"title": {"en": title(dice, "en"), "ar": title(dice, "ar")}} if dice.random() < 0.5 else {}
    return {"type": "recent", "count": dice.randint(1, 4), "inline": dice.random() < 0.5, **named}


_MAKERS: tuple[Callable[[Newsroom, Random], dict[str, Any]], ...] = (_links, _promotion, _recent)


# phrases


_PHRASES = (
    "Related reading",
    "Summary",
    "Most recent",
    "Front page",
    "Latest news",
    "Topics",
    f"relative time{CONTEXT_GLUE}Now",
    f"relative time{CONTEXT_GLUE}%(n)s min ago",
    f"relative time{CONTEXT_GLUE}%(n)sh ago",
    f"relative time{CONTEXT_GLUE}%(n)sd ago",
    "Source: %(source)s",
    "Published on %(date)s",
    "%(date)s at %(time)s",
    "(%(language)s)",
    "Page %(number)s",
    "Back to the text",
    "Scheduled",
    "Reading time: %(time)s",
    f"site{CONTEXT_GLUE}The Gazette",
    f"site{CONTEXT_GLUE}Everything",
)


def edit_a_phrase(room: Newsroom, dice: Random) -> str:
    """In a locale's catalog, or in one that it falls back on."""
    tag = dice.choice((*room.locales, *room.locales, "pt", "en", "es"))
    key = dice.choice(_PHRASES)
    lang = tag if tag.partition("-")[0] in {"en", "pt", "es", "ar", "zh"} else "en"
    words = "".join(char for char in title(dice, lang) if char not in '<>{}"')
    placeholder = key[key.index("%(") : key.index(")s") + 2] if "%(" in key else ""
    rest = " %(time)s" if "%(time)s" in key and placeholder != "%(time)s" else ""
    room.phrases.setdefault(tag, {})[key] = f"{words} {placeholder}{rest}".strip()
    return f"phrase “{key.rpartition(CONTEXT_GLUE)[2]}” in {tag}"


def restore_phrases(room: Newsroom, dice: Random) -> str:
    """Takes one out, or the whole catalog."""
    if not room.phrases:
        return edit_a_phrase(room, dice)
    tag = dice.choice(sorted(room.phrases))
    phrases = room.phrases[tag]
    if len(phrases) < 2 or dice.random() < 0.5:
        del room.phrases[tag]
        return f"delete the catalog of {tag}"
    del phrases[dice.choice(sorted(phrases))]
    return f"delete a phrase of {tag}"


# themes


def _shipped(path: str) -> str:
    return read_shipped()[f"themes/broadsheet/templates/{path}"].decode()


def _footer(dice: Random) -> tuple[str, str]:
    link = "<p{{ attrs(locale.site) }}>{{ locale.site }}</p>"
    return "parts/footer.html", f"<footer>{link} {dice.randrange(100)} {{{{ _('Topics') }}}}</footer>\n"


def _article(dice: Random) -> tuple[str, str]:
    kind = f"{{% block kind %}}article-page kind-{dice.randrange(100)}{{% endblock %}}"
    return "article.html", f'{{% extends "broadsheet/article.html" %}}\n{kind}\n'


def _card(dice: Random) -> tuple[str, str]:
    source = _shipped("parts/card.html")
    return "parts/card.html", source.replace('class="card-title"', f'class="card-title t{dice.randrange(100)}"')


def _everything(dice: Random) -> tuple[str, str]:
    """Shows all that the page's view holds, also what no shipped template shows."""
    dump = f'<pre class="all-{dice.randrange(100)}">{{{{ page }}}}</pre>\n'
    path = dice.choice(("parts/contents.html", "parts/pager.html", "parts/notice.html"))
    return path, _shipped(path) + dump


def _locale(dice: Random) -> tuple[str, str]:
    """Shows all that the locale's view holds."""
    return "parts/breadcrumb.html", f"<pre>{dice.randrange(100)} {{{{ locale }}}}</pre>\n"


_DATA = ("feed.xml", "sitemap.xml", "robots.txt", "recent.html", "redirect.html", "parts/widget-links.html")


def _data(dice: Random) -> tuple[str, str]:
    path = dice.choice(_DATA)
    return path, _shipped(path) + f"{{# nothing #}}{dice.randrange(100)}\n"


_TEMPLATES = (_footer, _article, _card, _everything, _locale, _data)


def edit_a_template(room: Newsroom, dice: Random) -> str:
    """The site's own, or one of the theme that it may use."""
    name, source = dice.choice(_TEMPLATES)(dice)
    folder = dice.choice(("templates", "templates", "themes/night/templates", "themes/broadsheet/templates"))
    room.others[f"{folder}/{name}"] = source.encode()
    return f"edit {folder}/{name}"


def remove_a_template(room: Newsroom, dice: Random) -> str:
    """So that the theme's own counts again."""
    return _remove(room, dice, ("templates/", "themes/")) or edit_a_template(room, dice)


def choose_a_theme(room: Newsroom, dice: Random) -> str:
    """One of the site's own, or the one that ships."""
    if room.config.get("theme") == "night":
        del room.config["theme"]
        return "the shipped theme"
    room.others["themes/night/theme.yaml"] = f"name: Night {dice.randrange(100)}\nextends: broadsheet\n".encode()
    room.config["theme"] = "night"
    return "the theme night"


def edit_an_asset(room: Newsroom, dice: Random) -> str:
    """A style sheet, what it refers to, or something else."""
    folder = dice.choice(("assets", "assets", "themes/night/assets"))
    sheet = f'@import url("more.css");\nbody {{ background: url("pictures/grain.svg"); color: #{dice.randrange(900) + 100} }}\n'
    path, data = dice.choice(
        (
            ("broadsheet.css", sheet.encode()),
            ("more.css", f"p {{ margin: {dice.randrange(100)}px }}\n".encode()),
            ("pictures/grain.svg", drawing(9, 9, dice.randrange(10**6))),
            ("icon.svg", drawing(32, 32, dice.randrange(10**6))),
            ("broadsheet.js", f"// {dice.randrange(100)}\n".encode()),
        )
    )
    room.others[f"{folder}/{path}"] = data
    return f"edit {folder}/{path}"


def remove_an_asset(room: Newsroom, dice: Random) -> str:
    """If the site has one of its own."""
    return _remove(room, dice, ("assets/", "themes/night/assets/")) or edit_an_asset(room, dice)


def _remove(room: Newsroom, dice: Random, folders: tuple[str, ...]) -> str:
    there = [path for path in room.others if path.startswith(folders) and not path.endswith("theme.yaml")]
    if not there:
        return ""
    path = dice.choice(sorted(there))
    del room.others[path]
    return f"remove {path}"


_STATIC = (
    "static/files/report.txt",
    "static/pictures/harbour.svg",
    "static/logo.svg",
    "static/a/b.bin",
    "content/world/vote.md~",
    "content/_notes.md",
)


def edit_other_files(room: Newsroom, dice: Random) -> str:
    """What goes out as it is, and what does not at all: one comes, changes, or goes."""
    path = dice.choice(_STATIC)
    if path in room.others and dice.random() < 0.4:
        del room.others[path]
        return f"remove {path}"
    colour = dice.randrange(10**6)
    room.others[path] = drawing(20, 20, colour) if path.endswith(".svg") else f"{colour:06}\n".encode()
    return f"edit {path}"


# time


def let_time_pass(room: Newsroom, dice: Random) -> str:
    """Seconds, minutes, hours or days."""
    unit = dice.choice((0.25, 1, 60, 60, 3_600, 86_400))
    room.now += timedelta(seconds=unit * dice.randint(1, 70))
    return f"it is {room.now.isoformat()}"


def go_back_in_time(room: Newsroom, dice: Random) -> str:
    """As one does to build a site as of an earlier day."""
    unit = dice.choice((1, 60, 3_600, 86_400))
    room.now -= timedelta(seconds=unit * dice.randint(1, 40))
    return f"it is {room.now.isoformat()} again"


def wait_for_something(room: Newsroom, dice: Random) -> str:
    """To the second at which something changes, or the one before or after."""
    instant = dice.choice(_instants(room, dice)) + timedelta(seconds=dice.choice((-1, 0, 0, 1)))
    room.now = min(max(instant, room.now - timedelta(days=30)), room.now + timedelta(days=30))
    return f"it is {room.now.isoformat()}, when something happens"


def _instants(room: Newsroom, dice: Random) -> list[datetime]:
    front = an_article(room, dice).pieces[""].front
    said = [front.get(key) for key in ("date", "publish_at", "expires")]
    said += [widget.get(key) for widget in room.config["widgets"].values() for key in ("from", "until")]
    found = [_instant(room, text) for text in said if text]
    ages = [timedelta(minutes=dice.randint(1, 59)), timedelta(hours=dice.randint(1, 23)), timedelta(days=7)]
    return [*found, *(found[0] + age for age in ages)]


def _instant(room: Newsroom, text: str) -> datetime:
    when = parse_when(text)
    if when is None:
        raise ValueError(text)
    return when.at(ZoneInfo(room.config.get("time_zone", "UTC"))).instant


SETTINGS: dict[str, Change] = {
    change.__name__: change
    for change in (
        add_a_locale,
        remove_a_locale,
        reorder_locales,
        edit_a_locale,
        edit_a_setting,
        edit_a_widget,
        edit_a_phrase,
        restore_phrases,
        edit_a_template,
        remove_a_template,
        choose_a_theme,
        edit_an_asset,
        remove_an_asset,
        edit_other_files,
        let_time_pass,
        go_back_in_time,
        wait_for_something,
    )
}
