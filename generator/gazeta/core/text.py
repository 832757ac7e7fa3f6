"""Strings that know their language."""

from collections.abc import Sequence

from msgspec import Struct

from gazeta.core.language import best_match


class Text(Struct, frozen=True, kw_only=True):
    """A plain string and the BCP 47 tag of the language it is written in."""

    value: str
    lang: str

    def __str__(self) -> str:
        return self.value


class Localized(Struct, frozen=True, kw_only=True):
    """One text in several languages, in the order in which they were written. Never empty."""

    texts: tuple[Text, ...]

    def pick(self, chain: Sequence[str]) -> Text:
        """The text in the first language of `chain` that there is one for, else the first text."""
        found = best_match(chain, [text.lang for text in self.texts])
        return next((text for text in self.texts if text.lang == found), self.texts[0])
