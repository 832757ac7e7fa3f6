"""What templates may call: every text with its language, every date in the reader's form, all escaped."""

import re
from collections.abc import Iterable

from markupsafe import Markup
from markupsafe import _escape_inner as _escaped  # type: ignore[attr-defined]  # see `escaped`
from markupsafe import escape as _escape_any

from gazeta.core.bidi import first_strong
from gazeta.core.language import direction, says_nothing_new
from gazeta.core.text import Text
from gazeta.pages.views import LocaleView, SourceView, Stamp
from gazeta.theming.formats import Formats
from gazeta.theming.phrases import Phrases
from gazeta.theming.relative_time import RelativeTime

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold, not even as references (its production 2, Char)."""


plain = _escaped
"""`escaped` for what is surely a `str`."""


def escaped(value: object) -> str:
    """A value as it stands in HTML: `markupsafe.escape`, without the wrapper, which costs five times as much."""
    if type(value) is str:
        return _escaped(value)
    if type(value) is Text:
        return _escaped(value.value)
    if isinstance(value, Markup):
        return value
    return str(_escape_any(value))


def _markup(html: str) -> Markup:
    """HTML whose values were escaped where it was put together: `Markup(html)` in a quarter of the time."""
    return str.__new__(Markup, html)


def escape(value: object) -> Markup:
    """`markupsafe.escape`, quicker for plain texts."""
    return _markup(_escaped(value)) if type(value) is str else _escape_any(value)


class Said(Markup):
    """An interface phrase, escaped and filled in, that knows its language as a `Text` does."""

    lang: str

    @property
    def value(self) -> "Said":
        """The phrase itself."""
        return self


Spoken = Text | Said
_SPOKEN = (Text, Said)
_NOTHING = Markup("")


class TextFunctions:
    """Marks languages where they differ from what encloses a text: the page's own, or that of `within`."""

    def __init__(self, tag: str, formats: Formats, page: str = "") -> None:
        """`page` is the direction of the page, where that is not the one of its language's script."""
        self._tag = tag
        self._page = page or direction(tag)
        self._formats = formats
        self._known: dict[tuple[str, str], Markup] = {}

    def attrs(self, spoken: Spoken | str, within: Spoken | str | None = None) -> Markup:
        """` lang="ar" dir="rtl"` for a text or a tag; `dir` only where that turns.

        Nothing where the tag is the same, or a prefix that says no more (`zh` on a `zh-CN` page).
        """
        lang = spoken.lang if isinstance(spoken, _SPOKEN) else spoken
        around = self._tag if within is None else within.lang if isinstance(within, _SPOKEN) else within
        if lang == around:
            return _NOTHING
        pair = (lang, around)
        if pair not in self._known:
            self._known[pair] = self._attributes(lang, around)
        return self._known[pair]

    def _attributes(self, lang: str, within: str) -> Markup:
        if says_nothing_new(lang, within):
            return _NOTHING
        own, around = self._direction(lang), self._direction(within)
        turned = f' dir="{own}"' if own != around else ""
        return _markup(f' lang="{escape(lang)}"{turned}')

    def inline(self, spoken: Spoken, within: Spoken | str | None = None) -> Markup:
        """A text within a line: in `<bdi>` with its language if that differs, so that it cannot disturb the rest."""
        attributes = self.attrs(spoken, within)
        value = escape(spoken.value)
        return _markup(f"<bdi{attributes}>{value}</bdi>") if attributes else value

    def name(self, spoken: Text, within: Spoken | str | None = None) -> Markup:
        """A name within a line: as `inline`, and in a direction of its own if its letters turn from its language's.

        “John Doe Jr.” or “C++” in an Arabic text would have its last signs in front otherwise. A `<bdi>` without
        `dir` takes the direction of its first letter.
        """
        if first_strong(spoken.value) in {None, self._direction(spoken.lang)}:
            return self.inline(spoken, within)
        attributes = self.attrs(spoken, within)
        value = f"<bdi>{escape(spoken.value)}</bdi>"
        return _markup(f"<bdi{attributes}>{value}</bdi>" if attributes else value)

    def _direction(self, tag: str) -> str:
        return self._page if tag == self._tag else direction(tag)

    def names(self, credited: Iterable[SourceView], within: Spoken | str | None = None) -> Markup:
        """Credited names joined as the reader's language joins them, each linked where it has an address."""
        return self._formats.names([self._name(view, within) for view in credited])

    def _name(self, view: SourceView, within: Spoken | str | None) -> Markup:
        name = self.name(view.name, within)
        return _markup(f'<a href="{escape(view.url)}">{name}</a>') if view.url else name


class PhraseFunctions:
    """gettext's functions as templates call them: placeholders by keyword (Jinja's “new style”).

    A text, a credited name or a tuple of names for a placeholder is marked where its language is not the phrase's.
    """

    def __init__(self, phrases: Phrases, texts: TextFunctions) -> None:
        self._phrases = phrases
        self._texts = texts
        self._known: dict[tuple[str, str], tuple[str, str]] = {}

    def gettext(self, message: str, /, **variables: object) -> Said:
        """A phrase."""
        return self._said(message, "", variables)

    def ngettext(self, singular: str, plural: str, num: int, /, **variables: object) -> Said:
        """The form of a phrase for a count, which is also its placeholder `num`."""
        return self._filled(self._phrases.plural(singular, plural, num), {"num": num, **variables})

    def pgettext(self, context: str, message: str, /, **variables: object) -> Said:
        """A phrase in a context."""
        return self._said(message, context, variables)

    def npgettext(self, context: str, singular: str, plural: str, num: int, /, **variables: object) -> Said:
        """The form for a count of a phrase in a context."""
        return self._filled(self._phrases.plural(singular, plural, num, context), {"num": num, **variables})

    def _said(self, message: str, context: str, variables: dict[str, object]) -> Said:
        key = (message, context)
        if key not in self._known:
            phrase = self._phrases.phrase(message, context)
            self._known[key] = (str(escape(phrase.value)), phrase.lang)
        return self._put_together(*self._known[key], variables)

    def _filled(self, phrase: Text, variables: dict[str, object]) -> Said:
        return self._put_together(str(escape(phrase.value)), phrase.lang, variables)

    def _put_together(self, form: str, lang: str, variables: dict[str, object]) -> Said:
        """A phrase filled in; whatever is not markup in it is escaped."""
        filled = Said(form % {name: self._part(value, lang) for name, value in variables.items()})
        filled.lang = lang
        return filled

    def _part(self, value: object, within: str) -> Markup:
        if isinstance(value, _SPOKEN):
            return self._texts.inline(value, within)
        if isinstance(value, SourceView):
            return self._texts.names([value], within)
        return self._texts.names(value, within) if isinstance(value, tuple) else escape(value)


class DateFunctions:
    """`<time>` elements."""

    def __init__(self, locale: LocaleView, formats: Formats, relative: RelativeTime, words: PhraseFunctions) -> None:
        self._words = words
        self._mode = locale.relative
        self._formats = formats
        self._relative = relative

    def date(self, stamp: Stamp) -> Markup:
        """A long date, with the time if there is one."""
        shown: Markup | str = self._formats.date(stamp)
        if not stamp.date_only:
            shown = self._words.gettext("%(date)s at %(time)s", date=shown, time=self._formats.time(stamp))
        return _markup(f'<time datetime="{escape(stamp.iso)}">{escape(shown)}</time>')

    def stamp(self, stamp: Stamp) -> Markup:
        """A card's date: the age as of the build, which the browser's script corrects, and the short date.

        The style sheet shows one of the two. A day without a time has no age.
        """
        iso, absolute = escape(stamp.iso), escape(self._formats.short_date(stamp))
        if stamp.date_only or self._mode == "off":
            return _markup(f'<time class="stamp" datetime="{iso}">{absolute}</time>')
        label = self._relative.label(stamp.relative) if stamp.relative and self._mode == "baked" else ""
        return _markup(
            f'<time class="stamp" datetime="{iso}" data-stamp><span class="stamp-relative">{escape(label)}</span>'
            f' <span class="stamp-absolute">{absolute}</span></time>'
        )


def xml(value: object) -> str:
    """A text without the characters that XML forbids; escaping is the template's."""
    return _NOT_XML.sub("", str(value))


def line(value: object) -> Markup:
    """A text for a file that is not markup (`robots.txt`): one line, as it stands."""
    return Markup(" ".join(xml(value).split()))  # noqa: S704 - there is no markup to inject into
