"""The preview's own words, in the languages of the catalogs that ship: they are no part of any site."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from gazeta.core.language import best_match, fallback_chain, parents, serving
from gazeta.core.tags import UnknownTag, canonical_tag
from gazeta.sources.translation.phrasebook import Phrasebook, read_phrasebook
from gazeta.theming.phrases import MSGID_LANGUAGE, Phrases

_FOLDER = files("gazeta.preview") / "words"


@cache
def languages() -> tuple[str, ...]:
    """The tags of all languages that the preview speaks."""
    return tuple(sorted(file.name.removesuffix(".po") for file in _FOLDER.iterdir() if file.name.endswith(".po")))


@cache
def words(tag: str) -> Phrases:
    """The preview's words for the readers of a locale."""
    chain = fallback_chain(tag, (), MSGID_LANGUAGE)
    return Phrases(tag, [_book(lang) for lang in serving(chain, languages())])


@cache
def _book(lang: str) -> Phrasebook:
    path = f"{lang}.po"
    book, found = read_phrasebook((_FOLDER / path).read_bytes(), path, lang)
    if found:  # they are tested, so this is somebody's edit
        raise ValueError(found[0].message)
    return book


def spoken(wanted: Sequence[str]) -> str:
    """The best of the preview's languages for somebody who reads some, the most liked first."""
    chain = [tag for lang in wanted for tag in _with_parents(lang)]
    return best_match(chain, languages()) or MSGID_LANGUAGE


def _with_parents(lang: str) -> tuple[str, ...]:
    """A tag and those above it, in their canonical forms; nothing for what a browser made up."""
    try:
        tag = canonical_tag(lang)
    except UnknownTag:
        return ()
    return (tag, *parents(tag))


def accepted(header: str) -> list[str]:
    """The languages of an `Accept-Language` header (RFC 9110, 12.5.4), the most liked first."""
    weighed = []
    for number, part in enumerate(header.split(",")[:32]):
        tag, _, weight = part.strip().partition(";q=")
        value = float(weight) if weight.isascii() and weight.replace(".", "", 1).isdigit() else 1.0
        if tag.replace("-", "").isalnum() and tag.isascii() and len(tag) <= 35 and value > 0:
            weighed.append((-value, number, tag))
    return [tag for _, _, tag in sorted(weighed)]
