"""What a compositor sets in the place of straight marks: quotation marks, apostrophes, dashes, ellipses.

One engine for bodies and plain texts, in one pass over each paragraph.
"""

import re
from collections.abc import Iterator, Sequence

from gazeta.sources.typography.quotation import CLDR, Marks, Quotes
from gazeta.sources.typography.straight_marks import CLOSE, OPEN, Paragraph

Change = tuple[int, int, str]
"""A piece of a text, from and to, and what takes its place."""

_DASHES = re.compile(r"(?<!-)---(?!-)|(?<=\s)--(?=\s)|(?<=\d)--(?=\d)|(?<!\.)\.\.\.(?!\.)")
_DASH = {"---": "—", "--": "–", "...": "…"}


def changes(texts: Sequence[str], tag: str, quotes: Quotes = CLDR) -> list[list[Change]]:
    """What is to be changed in each of some paragraphs that follow each other, in order."""
    paragraphs = [Paragraph(text, tag) for text in texts]
    _run_on(paragraphs)
    return [sorted((*_set(paragraph, quotes.marks(tag)), *_dashes(paragraph.text))) for paragraph in paragraphs]


def _dashes(text: str) -> Iterator[Change]:
    if "--" in text or "..." in text:
        yield from ((*found.span(), _DASH[found[0]]) for found in _DASHES.finditer(text))


def _run_on(paragraphs: Sequence[Paragraph]) -> None:
    """Quotations that go over paragraphs: each begins with an opening mark, or the last alone has a closing one."""
    _settle_running(paragraphs)
    pending = False
    for paragraph in paragraphs:
        leads = paragraph.lead >= 0 and paragraph.marks[paragraph.lead].double
        if pending and paragraph.loose and not leads:
            paragraph.marks[paragraph.loose[0]].role = CLOSE
        pending = paragraph.runs_on() if paragraph.running >= 0 or leads or paragraph.loose else pending


def _settle_running(paragraphs: Sequence[Paragraph]) -> None:
    """From the end, since it is there that a quotation is seen to end."""
    ends = {True: False, False: False}
    for paragraph in reversed(paragraphs):
        running = paragraph.marks[paragraph.running] if paragraph.running >= 0 else None
        if running is not None and ends[running.double] and (running.double or paragraph.lead == paragraph.running):
            running.role = OPEN
        for double in (True, False):
            ends[double] = _comes_to_an_end(paragraph, double, ends[double])


def _comes_to_an_end(paragraph: Paragraph, double: bool, later: bool) -> bool:
    """Whether a quotation that has begun before a paragraph ends in it, or after it."""
    if paragraph.lead >= 0 and paragraph.marks[paragraph.lead].double == double:
        lead = paragraph.marks[paragraph.lead]
        return lead.partner >= 0 or lead.role == OPEN
    if double and paragraph.loose:
        return True
    return later and not (paragraph.running >= 0 and paragraph.marks[paragraph.running].double == double)


def changed(text: str, wanted: Sequence[Change]) -> str:
    """A text with changes made."""
    pieces, position = [], 0
    for start, end, piece in wanted:
        pieces += [text[position:start], piece]
        position = end
    return "".join((*pieces, text[position:]))


def typographic(text: str, tag: str, quotes: Quotes = CLDR) -> str:
    """A plain text as a compositor sets it, with the quotation marks of its language."""
    if '"' not in text and "'" not in text and "--" not in text and "..." not in text:
        return text
    return changed(text, changes([text], tag, quotes)[0])


def _set(paragraph: Paragraph, marks: Marks) -> Iterator[Change]:
    """The marks of a paragraph in those of its language, each level in its own."""
    enclosing: list[tuple[int, int]] = []  # where the pairs around a mark end, and their marks: 0 outer, 2 inner
    closing: dict[int, str] = {}
    for index, mark in enumerate(paragraph.marks):
        while enclosing and enclosing[-1][0] < index:
            enclosing.pop()
        if mark.role == OPEN:
            around = enclosing[-1][1] if enclosing else 2 if mark.double else 0
            level = 2 - around
            start, end = _nested(marks) if mark.double and level else _pair_of(marks, level)
            if mark.partner >= 0:
                enclosing.append((mark.partner, level))
                closing[mark.partner] = end
            yield mark.at, mark.at + 1, start
        elif mark.role == CLOSE:
            yield mark.at, mark.at + 1, closing.get(index) or _pair_of(marks, 0 if mark.double else 2)[1]
        elif mark.role:
            yield mark.at, mark.at + 1, mark.role


def _pair_of(marks: Marks, level: int) -> tuple[str, str]:
    return (marks[0], marks[1]) if level == 0 else (marks[2], marks[3])


def _nested(marks: Marks) -> tuple[str, str]:
    """The marks of a quotation in double marks within another: they differ from the outer ones (« l’“Équipe” »)."""
    if marks[:2] != marks[2:]:
        return marks[2], marks[3]
    return ("‘", "’") if marks[0] == "“" else ("“", "”")
