"""Attributes in braces behind an image or a span of text, `[mot]{lang=fr}`: which may stay, in what form."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from gazeta.core.language import direction
from gazeta.core.tags import UnknownTag, canonical_tag

ALLOWED = ("class", "credit", "dir", "height", "lang", "title", "width")

_ANYWHERE = frozenset({"class", "dir", "lang", "title"})
_PIXELS = re.compile(r"[1-9][0-9]{0,4}")
_DIRECTIONS = frozenset({"ltr", "rtl", "auto"})


def settle(token: Token, lang: str) -> Iterator[str]:
    """Drops a token's attributes that may not be there and gives their names; `lang` is the text's language.

    A language brings its direction along where that differs from the text's.
    """
    yield from token.meta.get("insecure_attrs", ())
    if token.type not in {"image", "span_open"} or not token.attrs:
        return
    for name in [name for name in ALLOWED if name in token.attrs]:
        value = _valid(name, str(token.attrs[name]), image=token.type == "image")
        if value:
            token.attrs[name] = value
        else:
            del token.attrs[name]
            yield name
    own = str(token.attrs.get("lang", lang))
    if direction(own) != direction(lang):
        token.attrs.setdefault("dir", direction(own))


def _valid(name: str, value: str, *, image: bool) -> str | None:
    if name not in _ANYWHERE and not image:
        return None
    if name == "lang":
        return _tag(value)
    if name == "dir":
        return value if value in _DIRECTIONS else None
    if name in {"width", "height"}:
        return value if _PIXELS.fullmatch(value) else None
    return value


def _tag(value: str) -> str | None:
    try:
        return canonical_tag(value)
    except UnknownTag:
        return None
