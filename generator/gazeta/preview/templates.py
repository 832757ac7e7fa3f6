"""The preview's own pages, in the words of whoever looks at them."""

from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape

from gazeta.core.language import direction
from gazeta.pages.views import Stamp
from gazeta.preview.desk import MOST, Desk
from gazeta.preview.events import Problem
from gazeta.preview.words import languages, words
from gazeta.theming.formats import Formats, own_name

_TEMPLATES = ("base.html", "desk.html", "failed.html", "empty.html")
_FOLDER = files("gazeta.preview") / "client"


def environment() -> Environment:
    """The templates of the preview's own pages."""
    texts = {name: (_FOLDER / name).read_text(encoding="utf-8") for name in _TEMPLATES}
    return Environment(
        loader=DictLoader(texts),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


_environment = environment()


def desk_page(desk: Desk, lang: str, zone: str, base_path: str) -> bytes:
    """The desk; instants in the site's time zone, an IANA name."""
    formats = Formats(lang, ZoneInfo(zone), ZoneInfo(zone))
    reads = [(tag, own_name(tag)) for tag in languages()]
    return _page("desk.html", lang, desk=desk, formats=formats, reads=reads, home=f"{base_path}/", most=MOST)


def failed_page(problems: tuple[Problem, ...], lang: str) -> bytes:
    """In place of a page whose template failed, or of a time at which the site would not be sound."""
    return _page("failed.html", lang, problems=problems)


def empty_page(lang: str) -> bytes:
    """Where there was no sound site yet."""
    return _page("empty.html", lang)


def _page(name: str, lang: str, **values: Any) -> bytes:
    functions = {"_": words(lang).phrase, "dir_of": direction, "when": _when}
    return _environment.get_template(name).render(lang=lang, dir=direction(lang), **functions, **values).encode()


def _when(formats: Formats, instant: Any) -> str:
    """An instant's day and time of day."""
    stamp = Stamp(instant=instant, iso="")
    return f"{formats.short_date(stamp)}, {formats.time(stamp)}"
