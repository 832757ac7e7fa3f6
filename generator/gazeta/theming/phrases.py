"""A locale's interface phrases, with gettext's four functions."""

from collections.abc import Iterable, Iterator, Sequence

from gazeta.core.language import same_language
from gazeta.core.text import Text
from gazeta.sources.translation.phrasebook import CONTEXT_GLUE, Phrasebook, form_index

MSGID_LANGUAGE = "en"
"""The language of the msgids, which serve where no phrasebook has a phrase."""


class Phrases:
    """The phrases of the locale `tag`, from the first of its phrasebooks that has each one."""

    def __init__(self, tag: str, books: Sequence[Phrasebook]) -> None:
        self.tag = tag
        self._books = tuple(books)

    def phrase(self, message: str, context: str = "") -> Text:
        """A phrase, and the language it came in: a locale's fallback may speak another than its own."""
        lang, forms = self.any_forms(message, context)
        return Text(value=forms[0], lang=self._spoken(lang))

    def plural(self, singular: str, plural: str, n: int, context: str = "") -> Text:
        """The form of a phrase that goes with the count `n`, by CLDR's rule for the language it came in."""
        english = MSGID_LANGUAGE, (singular if n == 1 else plural,)
        lang, forms = next(self._found(_key(singular, context)), english)
        return Text(value=forms[form_index(lang, n) % len(forms)], lang=self._spoken(lang))

    def _spoken(self, lang: str) -> str:
        """A phrase in another region's variety needs no mark of its own: the page's is good enough."""
        return self.tag if same_language(lang, self.tag) else lang

    def own_forms(self, message: str, context: str = "") -> tuple[str, tuple[str, ...]]:
        """The language and all forms of a phrase, if a phrasebook in the locale's own language has it."""
        found = self._found(_key(message, context))
        return next((pair for pair in found if same_language(pair[0], self.tag)), (self.tag, ()))

    def any_forms(self, message: str, context: str = "") -> tuple[str, tuple[str, ...]]:
        """The same from the first phrasebook that has it; at last the msgid."""
        return next(self._found(_key(message, context)), (MSGID_LANGUAGE, (message,)))

    def _found(self, key: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        return ((book.lang, forms) for book in self._books if (forms := book.messages.get(key)))

    def missing(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those of the keys (msgids, or with context and glue) that no phrasebook in its language has."""
        own = [book.messages for book in self._books if same_language(book.lang, self.tag)]
        return tuple(key for key in keys if not any(key in messages for messages in own))

    # gettext's names, for code that wants plain strings

    def gettext(self, message: str) -> str:
        """A phrase."""
        return self.phrase(message).value

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The form of a phrase for a count."""
        return self.plural(singular, plural, n).value

    def pgettext(self, context: str, message: str) -> str:
        """A phrase that needs a context to be told from another with the same msgid."""
        return self.phrase(message, context).value

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        """The form of such a phrase for a count."""
        return self.plural(singular, plural, n, context).value


def _key(message: str, context: str) -> str:
    return f"{context}{CONTEXT_GLUE}{message}" if context else message
