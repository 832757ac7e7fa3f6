"""The phrases in a theme's templates, for translators."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from jinja2 import TemplateError
from jinja2.ext import babel_extract

from gazeta.sources.translation.messages import Wanted

_KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "ngettext": None, "pgettext": None, "npgettext": None}
_OPTIONS = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false", "encoding": "utf-8"}
_COMMENTS = ("Translators:",)


class UnreadTemplate(ValueError):  # noqa: N818 - it names the template
    """A template, by its name, that does not parse."""


def phrases_in(templates: Mapping[str, str]) -> Iterator[Wanted]:
    """The phrases of some templates by name, in their order; comments that begin with “Translators:” come along.

    Raises `UnreadTemplate`.
    """
    for name, text in sorted(templates.items()):
        try:
            found = list(babel_extract(BytesIO(text.encode()), list(_KEYWORDS), _COMMENTS, _OPTIONS))
        except (TemplateError, RecursionError) as error:
            raise UnreadTemplate(name) from error
        for line, function, message, comments in found:
            several = (message,) if isinstance(message, str) else message or ()
            parts = tuple(part for part in several if isinstance(part, str))
            yield _wanted(function, parts, " ".join(comments), f"{name}:{line}")


def _wanted(function: str, parts: tuple[str, ...], comment: str, place: str) -> Wanted:
    context = parts[0] if function in {"pgettext", "npgettext"} else ""
    msgid, *plural = parts[1:] if context else parts
    own = {"comment": comment.removeprefix("Translators:").strip(), "places": (place,)}
    counted = function in {"ngettext", "npgettext"} and plural
    return Wanted(msgid=msgid, context=context, plural=plural[0] if counted else "", **own)  # type: ignore[arg-type]
