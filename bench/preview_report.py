"""The page that `bench/preview.py` writes."""

import statistics
from collections.abc import Iterator, Sequence
from textwrap import wrap

from msgspec import Struct

_WIDTH = 118


class Measured(Struct, kw_only=True):
    """One server with so many articles; all times in seconds.

    `first` is from its start to the first page, `saves` from a save to the page served with it, `templates` the same
    for a line in every page's foot, `visible` to the words in an open page of Chromium. `streams` are how many open
    pages were told of a save, and the seconds for all of them; `missed` of the `dances` never came.
    """

    label: str
    articles: int
    first: float = 0.0
    saves: Sequence[float] = ()
    templates: Sequence[float] = ()
    visible: Sequence[float] = ()
    streams: tuple[int, float] = (0, 0.0)
    missed: int = 0
    dances: Sequence[float] = ()


def page(measured: Sequence[Measured], missing: Sequence[str], *, in_memory: bool) -> str:
    """The page, in Markdown."""
    return "\n".join([*_head(in_memory), *_table(measured), "", *_more(measured), *missing, ""])


_ABOUT = (
    "`bench/preview.py` wrote this page: the made-up newsroom of `bench/newsroom.py` in eight locales, one of its "
    "articles edited again and again, the server asked for its page until the edit is there{where}. Milliseconds "
    "unless it says seconds; the 99th of 100 in parentheses. There has been a build before Gazeta's first start."
)
_DANCES = (
    "- {total:,} saves as five editors make them, one after the other (in place, renamed over, vim's, JetBrains', "
    "moved away and back): {missed} missed, {times} ms, at most {most:.0f} ms."
)


def _head(in_memory: bool) -> Iterator[str]:
    yield "# How soon an editor sees a save"
    yield ""
    yield from wrap(_ABOUT.format(where="; files in memory" if in_memory else ""), _WIDTH)
    yield ""


def _table(measured: Sequence[Measured]) -> Iterator[str]:
    yield "| articles |  | start to first page | save to page served | template edit to page | save to Chromium |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: |"
    for one in measured:
        cells = (_of(one.saves), _of(one.templates), _of(one.visible))
        yield f"| {one.articles:,} | {one.label} | {one.first:.2f} s | {' | '.join(cells)} |"


def _more(measured: Sequence[Measured]) -> Iterator[str]:
    for one in measured:
        if one.dances:
            heard, seconds = one.streams
            yield f"- {heard:,} open event streams were told of a save within {seconds:.2f} s."
            total, most = len(one.dances) + one.missed, max(one.dances) * 1000
            text = _DANCES.format(total=total, missed=one.missed, times=_of(one.dances), most=most)
            yield from wrap(text, _WIDTH, subsequent_indent="  ")


def _of(seconds: Sequence[float]) -> str:
    if not seconds:
        return "–"
    ordered = sorted(seconds)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"{statistics.median(ordered) * 1000:.0f} ({last * 1000:.0f})"
