"""The results as a page of Markdown."""

import os
import statistics
from collections.abc import Iterable, Iterator
from itertools import pairwise

import works
from disk import OnDisk
from msgspec import Struct
from rounds import Row, Size

HEADER = """# Benchmarks

Gazeta beside its peers, all building the same made-up newsroom: articles of about 3.4 kB in English, each shown in
eight locales under its readers' own phrases, with front pages, sections, older pages, feeds and sitemaps.
`make bench` writes this page; the numbers are of the machine that wrote it, and only their ratios travel.
"""
METHOD = """## How this is measured

- The sites are written by `bench/newsroom.py` and `bench/sites.py`, with templates in `bench/peers/`. Before anything
  is timed, `bench/parts.py` looks at pages of every engine and stops if one lacks a part that Gazeta's pages have:
  languages, structured data, breadcrumbs, cards, questions, or a word of the text.
- Each peer does its best. Hugo has one file an article, mounted for all languages; Markdown and all that an article's
  pages share are made once an article (`hugo.Store`), chrome once a language and cards once a page (`partialCached`).
  Eleventy renders Markdown once and has templates of plain JavaScript. Pelican parses once, keeps its own cache, and
  builds its locales on all cores. All peers mark the language of every text, even where it is the page's. None
  renders answers as Markdown or makes news sitemaps, as Gazeta does: that spares them work.
- Every build is a new process. In a round, all engines do the same work in turn; `×` is the median over the rounds of
  how many times as long as Gazeta's an engine's build took. Seconds are medians too.
- The sites and the output lie in {place}.
  Hugo's `--renderToMemory` keeps its output in its own memory instead, and never writes it.
- Memory is the greatest sum of the proportional set sizes (PSS) of all processes of a cold build, looked at every
  20 ms in a build of its own; files in memory do not count.
- *One body edited*: a sentence at the end of an article in the middle of the newsroom. *Template edited*: a line in
  the foot of every page. *Fresh checkout*: every source is written anew, so that all inodes and times change and no
  content does; what earlier builds kept is there. Engines that keep nothing simply build again.
"""


class Results(Struct, frozen=True, kw_only=True):
    """All that was measured; `notes` are sentences about what was not."""

    sizes: list[Size]
    runs: int
    in_memory: bool
    on_disk: OnDisk | None
    notes: list[str]


def page(results: Results, picture: str) -> str:
    """The whole page."""
    cores = os.cpu_count() or 1
    parts = [
        HEADER,
        f"Medians of {results.runs} rounds on {cores} cores.\n",
        f"![Time and memory by size]({picture})\n",
    ]
    parts += [_size(size) for size in results.sizes]
    parts += [_own(results), _growth(results.sizes)]
    notes = [*results.notes, *(note for size in results.sizes for note in size.notes)]
    if notes:
        parts.append("## What is missing\n\n" + "\n".join(f"- {note}" for note in notes) + "\n")
    place = "a folder in memory (tmpfs)" if results.in_memory else "a folder on a disk, as there is none in memory"
    parts.append(METHOD.format(place=place))
    return "\n".join(part for part in parts if part)


def _size(size: Size) -> str:
    titles = ["", "pages", *works.TITLES.values(), "peak memory"]
    lines = [
        [row.label, f"{row.pages:,}" if row.pages else "–", *_cells(row, size), _memory(row, size)]
        for row in size.rows.values()
    ]
    return f"## {size.articles:,} articles × 8 locales\n\n{_table(titles, lines)}"


def _cells(row: Row, size: Size) -> Iterator[str]:
    for work in works.TITLES:
        taken = row.seconds.get(work)
        if not taken:
            yield "–"
            continue
        ratio = _ratio(taken, size.rows["gazeta"].seconds.get(work, []))
        yield f"{_seconds(statistics.median(taken))}{'' if row is size.rows['gazeta'] else f' ({ratio:.1f} ×)'}"


def _memory(row: Row, size: Size) -> str:
    own = size.rows["gazeta"].peak
    return f"{row.peak / 1e6:,.0f} MB" + ("" if row is size.rows["gazeta"] else f" ({row.peak / own:.1f} ×)")


def _own(results: Results) -> str:
    """Gazeta against its own cold build, and against the disk."""
    lines = []
    for size in results.sizes:
        seconds = size.rows["gazeta"].seconds
        shares = [f"1/{1 / _ratio(seconds[work], seconds['cold']):.1f}" for work in works.TITLES if work != "cold"]
        lines.append([f"{size.articles:,}", *shares])
    titles = ["articles", *(title for work, title in works.TITLES.items() if work != "cold")]
    text = f"## Gazeta against its own cold build\n\n{_table(titles, lines)}"
    if results.on_disk is not None:
        text += _disk(results.on_disk)
    return text


def _disk(found: OnDisk) -> str:
    build, copy, safe = (statistics.median(taken) for taken in (found.builds, found.copies, found.safe_copies))
    return (
        f"\nOn a disk, with {found.articles:,} articles, a cold build takes {_seconds(build)}. That is "
        f"{_ratio(found.builds, found.copies):.1f} × as long as `cp -r` of its output ({_seconds(copy)}), and "
        f"{_ratio(found.builds, found.safe_copies):.1f} × as long as `cp -r` and `sync` ({_seconds(safe)}): a build "
        "has its pages on the disk before they get their names.\n"
    )


def _growth(sizes: list[Size]) -> str:
    """How time and memory grow from the size before; linear time is as many times as there are articles."""
    lines = []
    for smaller, larger in pairwise(sizes):
        for name in [name for name in larger.rows if name in smaller.rows]:
            one, other = smaller.rows[name], larger.rows[name]
            time = statistics.median(other.seconds["cold"]) / statistics.median(one.seconds["cold"])
            steps = f"{smaller.articles:,} → {larger.articles:,} ({larger.articles / smaller.articles:g} ×)"
            lines.append([steps, other.label, f"{time:.1f} ×", f"{other.peak / one.peak:.1f} ×"])
    return f"## Growth\n\n{_table(['articles', '', 'cold', 'peak memory'], lines)}" if lines else ""


def _ratio(one: list[float], other: list[float]) -> float:
    """The median of the rounds' ratios."""
    return statistics.median(mine / theirs for mine, theirs in zip(one, other, strict=False))


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:,.0f} s"


def _table(titles: list[str], lines: Iterable[list[str]]) -> str:
    rows = [titles, ["---", *("---:" for _ in titles[1:])], *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"
