"""How long a text is: words, and the time it takes to read; and its beginning, where nobody wrote a summary."""

import re
from html import unescape

from msgspec import Struct

from gazeta.core.segments import count_words, shortened
from gazeta.core.text import Text
from gazeta.sources.prose import AutoLink, Prose

EXCERPT = 280
"""Characters of an excerpt at most: some three lines of a card, and more than search engines show."""

_SPEEDS = {
    "ar": 612,
    "de": 920,
    "el": 1049,
    "en": 987,
    "es": 1025,
    "fi": 1078,
    "fr": 998,
    "he": 833,
    "it": 950,
    "nl": 978,
    "pl": 916,
    "pt": 913,
    "ru": 986,
    "sl": 885,
    "sv": 917,
    "tr": 1054,
}
"""Characters without spaces that are read in a minute (Trauzettel-Klosinski and Dietz, “The New International Reading
Speed Texts IReST”, IOVS 53, 2012; Greek: Gleni et al., Optom Vis Sci 96, 2019)."""
_ANY_ALPHABET = 882
"""68 ms a character, that study's mean of fourteen languages."""
_CHINESE, _JAPANESE = 255, 357
"""Characters a minute from the same study. Korean is not in it; its syllables are taken to be read like Japanese."""

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA_OR_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7a3]")
_PARAGRAPH = re.compile(r"(?:\A|\n)<p>(.*?)</p>", re.DOTALL)
_UNKNOWN = "\0"
"""Stands where a reader will see another article's title, which is not known yet."""


class Measure(Struct, frozen=True, kw_only=True):
    """The length of a text in words, and in seconds that a usual reader needs for it."""

    words: int = 0
    seconds: int = 0


def measure(prose: Prose) -> Measure:
    """The length of a body, whatever scripts are mixed in it."""
    text = plain_text(prose)
    return Measure(words=count_words(text, prose.lang), seconds=reading_seconds(text, prose.lang))


def reading_seconds(text: str, lang: str) -> int:
    """How many seconds it takes to read a text that is mainly in `lang`: each script at its own speed."""
    language = lang.partition("-")[0]
    every = sum(map(len, text.split()))
    han, others = (0, 0) if text.isascii() else (len(_HAN.findall(text)), len(_KANA_OR_HANGUL.findall(text)))
    minutes = han / (_JAPANESE if language == "ja" else _CHINESE) + others / _JAPANESE
    minutes += (every - han - others) / _SPEEDS.get(language, _ANY_ALPHABET)
    return round(minutes * 60)


def excerpt(prose: Prose) -> Text | None:
    """The beginning of a body, cut where a sentence ends if that may be; `None` if no paragraph is plain text."""
    html = "".join(part if isinstance(part, str) else _UNKNOWN * isinstance(part, AutoLink) for part in prose.parts)
    texts = (" ".join(_plain(match[1]).split()) for match in _PARAGRAPH.finditer(html))
    text = next((text for text in texts if text and _UNKNOWN not in text), "")
    return Text(value=shortened(text, prose.lang, EXCERPT), lang=prose.lang) if text else None


def plain_text(prose: Prose) -> str:
    """A body without its markup; what depends on the reader, such as the titles of other articles, is not in it."""
    return _plain("".join(part for part in prose.parts if isinstance(part, str)))


def _plain(html: str) -> str:
    text, *tags = html.split("<")
    return unescape("".join((text, *(tag.partition(">")[2] for tag in tags))))
