"""Straight marks in a paragraph, and what each of them is: an opening or closing mark, an apostrophe, or as typed.

It is told by what stands beside a mark, as the script has it: where words have no spaces between them, or take
prefixes, marks take turns. A mark without a partner stays as it was typed, unless it is an apostrophe.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category

from msgspec import Struct

from gazeta.core.scripts import script_of
from gazeta.sources.typography.elisions import cut_short, elided, elided_alone

APOSTROPHE, GERESH, GERSHAYIM = "’", "׳", "״"

OPAQUE = "\ufffc"
"""Stands for what counts as a word, such as code."""
LITERAL = "\ufdd2"
"""Stands for a mark that is to stay as it is, such as an escaped one."""

_RUN = re.compile("[\"']+")
_LONGEST_RUN = 4
_DECADE = re.compile(r"\d\d(?!\d)")
_THOUSAND = re.compile(r"\d\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]{1,12}")
_HEBREW = re.compile("[\u05d0-\u05ea]{0,4}")
_HEBREW_PREFIXES = frozenset("משהוכלב")
_JOINED = frozenset("Hani Hira Kana Bopo Hang Thai Laoo Khmr Mymr Tibt Arab Syrc Hebr Ethi".split())
"""Scripts without spaces between words, or with particles that are written to a quotation: Arabic و, Korean 라고."""
_TATWEEL = "ـ"

# what may stand beside a mark
_BLANK, _OPENER, _CLOSER, _LETTER, _FREE, _QUOTE = range(6)
_OPENING = frozenset("¿¡/=+~#@&*_")
_LETTERLIKE = frozenset("%‰§¶•†‡·״׳" + LITERAL)


@lru_cache(maxsize=4096)
def _class_of(char: str) -> int:
    if not char or char.isspace() or char == "\u200b":
        return _BLANK
    kind = category(char)
    if kind in {"Pi", "Pf"}:
        return _QUOTE
    if char in _OPENING or kind in {"Ps", "Pd"}:
        return _OPENER
    if char not in _LETTERLIKE and kind in {"Pe", "Po"}:
        return _CLOSER
    return _FREE if char == _TATWEEL or script_of(char) in _JOINED else _LETTER


class Mark(Struct):
    """A straight mark; `role` is decided last. `partner` is the index of the mark that closes this one."""

    at: int
    double: bool
    before: int
    after: int
    closes: bool
    """Whether it can do nothing but close, by what stands beside its run."""
    role: str = ""
    partner: int = -1


OPEN, CLOSE, _EITHER = "open", "close", "either"


class Paragraph:
    """One paragraph, and what its marks are."""

    def __init__(self, text: str, tag: str) -> None:
        self.text = text
        self.tag = tag
        self._is_hebrew = tag.partition("-")[0] == "he"
        self.marks = list(self._marks())
        self.next_closes = self._look_ahead()
        self.opened: list[int] = []
        self.doubles = 0
        self.loose: list[int] = []
        """Closing double marks without an opening one."""
        for index, mark in enumerate(self.marks):
            self._settle(index, mark)
        self._give_up()

    def _marks(self) -> Iterator[Mark]:
        for run in _RUN.finditer(self.text):
            start, end = run.span()
            if end - start > _LONGEST_RUN or "''" in run[0]:
                continue
            before, after = self._before(start), self._after(end)
            closes = before != _BLANK and after in {_BLANK, _CLOSER}
            for at in range(start, end):
                yield Mark(at=at, double=self.text[at] == '"', before=before, after=after, closes=closes)

    def _before(self, at: int) -> int:
        found = _class_of(self.text[at - 1 : at])
        if found != _QUOTE:
            return found
        return _OPENER if _class_of(self.text[at - 2 : at - 1] if at > 1 else "") in {_BLANK, _OPENER} else _CLOSER

    def _after(self, at: int) -> int:
        found = _class_of(self.text[at : at + 1])
        if found != _QUOTE:
            return found
        return _CLOSER if _class_of(self.text[at + 1 : at + 2]) in {_BLANK, _CLOSER} else _OPENER

    def _look_ahead(self) -> list[bool]:
        """For each mark, whether the next one of its kind that is not within a word can only close."""
        found, following = [False] * len(self.marks), {True: False, False: False}
        for index in range(len(self.marks) - 1, -1, -1):
            mark = self.marks[index]
            found[index] = following[mark.double]
            if not (mark.before == mark.after == _LETTER):
                following[mark.double] = mark.closes
        return found

    # one mark

    def _settle(self, index: int, mark: Mark) -> None:
        follows = index > 0 and self.marks[index - 1].at == mark.at - 1
        before, previous = mark.before, ""
        if follows:
            previous = self.marks[index - 1].role
            before = {OPEN: _OPENER, CLOSE: _CLOSER, APOSTROPHE: _LETTER}.get(previous, before)
        if mark.before == mark.after == _BLANK:
            return
        settled = self._double if mark.double else self._single
        mark.role = settled(index, mark, before, previous)
        self._pair(index, mark)

    def _double(self, index: int, mark: Mark, before: int, previous: str) -> str:
        if within_word := self._hebrew(mark):
            return within_word
        if mark.after == _BLANK or (mark.after == _CLOSER and before not in {_BLANK, _OPENER}):
            return "" if self._is_inch(index, mark) else CLOSE
        if before in {_BLANK, _OPENER}:
            return _EITHER if before == _OPENER and mark.after == _CLOSER else OPEN
        if before == _CLOSER or _FREE in {before, mark.after}:
            return _EITHER
        if (previous == APOSTROPHE or self._elides(mark.at)) and mark.after == _LETTER:
            return OPEN
        return CLOSE if self.doubles else ""

    def _is_inch(self, index: int, mark: Mark) -> bool:
        """`12"` within a quotation that ends later."""
        return self.text[mark.at - 1 : mark.at].isdigit() and self.next_closes[index]

    def _elides(self, at: int) -> bool:
        return self.text[at - 1 : at] == APOSTROPHE and self.text[at - 2 : at - 1].isalpha()

    def _hebrew(self, mark: Mark) -> str:
        """Gershayim stand before the last letter of an abbreviation (צה"ל); a prefix before a quotation (ב"הארץ")."""
        if not self._is_within_hebrew(mark.at):
            return ""
        return OPEN if self._is_behind_prefix(mark.at) and not self.doubles else GERSHAYIM

    def _is_within_hebrew(self, at: int) -> bool:
        return _is_hebrew(self.text[at - 1 : at]) and _is_hebrew(self.text[at + 1 : at + 2])

    def _is_behind_prefix(self, at: int) -> bool:
        """Whether nothing but prefixes stands before a mark in its word, and more than one letter after it."""
        word = _HEBREW.match(self.text[max(0, at - 4) : at][::-1])
        letters = _HEBREW.match(self.text, at + 1)
        is_prefix = word is not None and len(word[0]) < 4 and set(word[0]) <= _HEBREW_PREFIXES
        return is_prefix and letters is not None and len(letters[0]) > 1

    def _single(self, index: int, mark: Mark, before: int, previous: str) -> str:
        text, at = self.text, mark.at
        last, following = text[at - 1 : at], text[at + 1 : at + 2]
        if last.isdigit() and following.isdigit():
            return APOSTROPHE if _THOUSAND.match(text, at + 1) else ""
        if self._is_within_hebrew(at):
            return (OPEN if self._is_behind_prefix(at) else GERESH) if self._is_hebrew else APOSTROPHE
        if (before == _LETTER and mark.after == _LETTER) or (previous == CLOSE and mark.after == _LETTER):
            return APOSTROPHE
        if mark.after in {_BLANK, _CLOSER} and before not in {_BLANK, _OPENER}:
            return APOSTROPHE if self._is_cut_short(index, mark) else CLOSE
        if before in {_BLANK, _OPENER}:
            return APOSTROPHE if self._is_elision(at) else _EITHER if mark.after in {_BLANK, _CLOSER} else OPEN
        return _EITHER if _FREE in {before, mark.after} or before == _CLOSER else CLOSE

    def _is_elision(self, at: int) -> bool:
        """’90, ’tis, ’n’: something is left out at the beginning of a word."""
        if decade := _DECADE.match(self.text, at + 1):
            return _class_of(self.text[decade.end() : decade.end() + 1]) != _FREE  # '80后' may be a quotation
        word = _WORD.match(self.text, at + 1)
        if word is None:
            return False
        return elided(word[0], self.tag) or (word[0] in "nN" and self.text.startswith("'", word.end()))

    def _is_cut_short(self, index: int, mark: Mark) -> bool:
        """The dogs’ bowl, un po’ di pace: something is left out at the end, and the quotation goes on."""
        if not self.next_closes[index]:
            return False
        start = max(0, mark.at - 12)
        letters = _WORD.match(self.text[start : mark.at][::-1])
        return letters is not None and cut_short(letters[0][::-1], self.tag)

    # pairs

    def _pair(self, index: int, mark: Mark) -> None:
        if mark.role == _EITHER:
            mark.role = CLOSE if self._is_open(mark) else OPEN
        if mark.role == OPEN:
            self.opened.append(index)
            self.doubles += mark.double
        elif mark.role == CLOSE:
            self._close(index, mark)

    def _is_open(self, mark: Mark) -> bool:
        if mark.double:
            return self.doubles > 0
        return bool(self.opened) and not self.marks[self.opened[-1]].double

    def _close(self, index: int, mark: Mark) -> None:
        if not self._is_open(mark):
            mark.role = "" if mark.double else self._at_end_of_word(mark.at)
            if mark.double and mark.closes and not self.text[mark.at - 1 : mark.at].isdigit():
                self.loose.append(index)
            return
        opener = self.marks[self.opened.pop()]
        while opener.double != mark.double:
            self._abandon(opener)
            opener = self.marks[self.opened.pop()]
        self.doubles -= mark.double
        opener.partner = index

    def _at_end_of_word(self, at: int) -> str:
        last = self.text[at - 1 : at]
        if _is_hebrew(last):
            return GERESH if self._is_hebrew else APOSTROPHE
        return APOSTROPHE if last.isalpha() and _class_of(last) == _LETTER else ""

    def _abandon(self, opener: Mark) -> None:
        """An opening mark that nothing closes: gershayim behind a prefix, an apostrophe at a short word (’O sole)."""
        if opener.double:
            opener.role = GERSHAYIM if self._is_within_hebrew(opener.at) else ""
        elif self._is_within_hebrew(opener.at):
            opener.role = GERESH
        else:
            opener.role = APOSTROPHE if self._is_cut_at_beginning(opener.at) else ""

    def _is_cut_at_beginning(self, at: int) -> bool:
        word = _WORD.match(self.text, at + 1)
        if word is None:
            return bool(_DECADE.match(self.text, at + 1))
        return elided_alone(word[0], self.tag) or (len(word[0]) < 3 and _class_of(word[0][0]) == _LETTER)

    def _give_up(self) -> None:
        """What is open at the end stays as it was typed, for now."""
        self.running = self.opened[-1] if self.opened else -1
        for index in self.opened:
            self._abandon(self.marks[index])

    # what is made of it

    @property
    def lead(self) -> int:
        """The index of the mark that the text begins with, if it opens; -1 otherwise."""
        first = self.marks[0] if self.marks else None
        begins = first is not None and not self.text[: first.at].strip()
        return 0 if first and begins and (first.partner >= 0 or self.running == 0) else -1

    def runs_on(self) -> bool:
        """Whether a quotation in double marks goes on after the paragraph."""
        return self.running >= 0 and self.marks[self.running].double and self.marks[self.running].role == OPEN


def _is_hebrew(char: str) -> bool:
    return "\u05d0" <= char <= "\u05ea"
