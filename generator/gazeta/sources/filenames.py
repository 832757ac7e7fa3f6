"""What a content file's path says: its section, its story's name and its language."""

import re
import unicodedata
from pathlib import PurePosixPath

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, Found, problem
from gazeta.core.layout import CONTENT, section_paths
from gazeta.core.span import Span
from gazeta.core.spelling import composed
from gazeta.core.suggest import shorten
from gazeta.core.tags import UnknownTag, canonical_tag

_LOOKS_LIKE_A_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_BAD_IN_SLUG = re.compile(r"[^\w.~-]|^\.|\.$")
_MAX_SLUG_BYTES = 200


class FileName(Struct, frozen=True, kw_only=True):
    """`content/markets/etf-rules.pt-BR.md` is section `markets`, name `etf-rules`, language `pt-BR`.

    `lang` is `None` for an original. `folder` is the folder that the file's relative references start from.
    """

    section: str
    name: str
    lang: str | None
    folder: str


def read_filename(path: str) -> Found[FileName]:
    """The parts of an article's path, which begins with `content/`; bundles are `<name>/index[.<tag>].md`.

    A folder must be fit for addresses; the name need not, for an article may have a slug instead.
    """
    pure = PurePosixPath(path)
    stem, lang, found = _split_suffix(pure.name.removesuffix(".md"), path)
    parts = [composed(part) for part in pure.parts[1:-1]]
    name = composed(stem)
    if name == "index" and parts:
        name = parts.pop()
    section = "/".join(parts)
    folders = zip(reversed(section_paths(section)), parts, strict=True)
    spans = ((Span(path=f"{CONTENT}/{path}"), part) for path, part in folders)
    bad = (report for span, part in spans for report in check_slug(part, span, "Rename the folder"))
    return FileName(section=section, name=name, lang=lang, folder=str(pure.parent)), (*found, *bad)


def _split_suffix(stem: str, path: str) -> tuple[str, str | None, list[Diagnostic]]:
    name, dot, suffix = stem.rpartition(".")
    if not (dot and name and _LOOKS_LIKE_A_TAG.fullmatch(suffix)):
        return stem, None, []
    try:
        return name, canonical_tag(suffix), []
    except UnknownTag:
        message = f"The suffix “.{suffix}” is not the tag of a known language."
        hint = "Name translations such as story.pt-BR.md; a name may hold no other dot before two or three letters."
        return name, None, [problem("unknown-language", message, Span(path=path), hint)]


def check_slug(slug: str, span: Span, remedy: str = "Use letters, digits and hyphens") -> tuple[Diagnostic, ...]:
    """What keeps a word from standing in an address: letters and digits of any script, `-`, `_`, `.`, `~` may."""
    if slug and not _BAD_IN_SLUG.search(_without_marks(slug)) and len(slug.encode()) <= _MAX_SLUG_BYTES:
        return ()
    better = slug_like(slug)
    hint = f"{remedy}, such as “{better}”." if better else f"{remedy}."
    if slug and not _BAD_IN_SLUG.search(_without_marks(slug)):
        return (problem("bad-slug", f"“{slug[:30]}…” is too long for an address.", span, hint),)
    return (problem("bad-slug", f"“{shorten(slug)}” cannot stand in an address.", span, hint),)


def slug_like(name: str) -> str:
    """The slug nearest to a name, empty if nothing of it can stand in one: `Budget 2026` gives `budget-2026`."""
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" or char in "_." else " " for char in name.lower())
    return "-".join(kept.split())[:60].strip("-.")


def _without_marks(slug: str) -> str:
    """`\\w` leaves out combining marks, which many scripts need in any word."""
    if slug.isascii():
        return slug
    return "".join(char for char in slug if not unicodedata.category(char).startswith("M"))
