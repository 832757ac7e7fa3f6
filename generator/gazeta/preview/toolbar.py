"""The words of the toolbar and of the overlay, which the script puts together."""

from functools import cache

from gazeta.core.text import Text
from gazeta.preview.words import words

WORDS = {
    "preview": "Preview",
    "desk": "Desk",
    "problems": "Problems",
    "languages": "Language",
    "asOf": "Site as of",
    "show": "Show",
    "present": "Back to the present",
    "readers": "As readers see it now",
    "mark": "Show languages",
    "follow": "Follow changes",
    "edit": "Open in the editor",
    "translated": "Translated",
    "fallback": "In another language",
    "missing": "Missing",
    "errors": "Errors; below is the last site without any",
}


@cache
def toolbar(lang: str) -> dict[str, Text]:
    """The words in a language, by what the script calls them."""
    return {name: words(lang).phrase(phrase) for name, phrase in WORDS.items()}
