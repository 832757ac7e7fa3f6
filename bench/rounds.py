"""The measurements: in each round all engines do the same work in turn, so that a busy minute hits them all."""

import os
import shutil
import sys
import time
from pathlib import Path

import measure
import parts
import works
from engines import NOW, Engine
from measure import Failed
from msgspec import Struct
from newsroom import LOCALES
from works import Place

SLOW = 30.0
"""Seconds from which an engine's cold build is measured once, however many rounds there are."""
BYTES_A_PAGE = 20_480
"""What a page takes in a memory folder: about 15 kB, its folder and what is lost in blocks of 4 kB."""
ENVIRONMENT = os.environ | {"BENCH_NOW": NOW}


class Row(Struct, kw_only=True):
    """What one engine took at one size: peak memory in bytes, and seconds by kind of work, one for each round.

    `once` says that it is too slow for more than one round.
    """

    label: str
    pages: int
    peak: int
    once: bool
    seconds: dict[str, list[float]]


class Size(Struct, kw_only=True):
    """One size's results, by the engine's name; `notes` are sentences about what is missing and why."""

    articles: int
    rows: dict[str, Row]
    notes: list[str]


def at_size(engines: list[Engine], articles: int, runs: int, folder: Path, before: list[Size]) -> Size:
    """All engines at one size. Raises SystemExit where pages do not carry the same parts."""
    size = Size(articles=articles, rows={}, notes=[])
    places = {engine.name: _place(folder, engine, articles) for engine in engines}
    taking_part = []
    for engine in engines:
        reason = _too_much(engine, articles, before) or _first_build(engine, places[engine.name], size)
        if reason:
            size.notes.append(f"{engine.label} is not measured with {articles:,} articles: {reason}.")
            _say(size.notes[-1])
        else:
            taking_part.append(engine)
    _check_parts(taking_part, places, articles)
    for number in range(1, runs + 1):
        still = [engine for engine in taking_part if number == 1 or not size.rows[engine.name].once]
        _round(still, places, size, number)
    shutil.rmtree(folder)
    return size


def _place(folder: Path, engine: Engine, articles: int) -> Place:
    return Place(site=folder / engine.name, output=folder / f"{engine.name}-output", articles=articles)


def _too_much(engine: Engine, articles: int, before: list[Size]) -> str:
    """Why an engine should not even try, judging by what it took at the size before; empty if it may."""
    if articles > engine.largest:
        return "it would take hours"
    known = [(size.articles, size.rows[engine.name].peak) for size in before if engine.name in size.rows]
    if not known:
        return ""
    needed = known[-1][1] * articles // known[-1][0] + articles * len(LOCALES) * BYTES_A_PAGE
    free = measure.available_memory()
    if needed < free:
        return ""
    return f"it would take some {needed / 1e9:.0f} GB of memory, output included, and {free / 1e9:.0f} GB are free"


def _first_build(engine: Engine, place: Place, size: Size) -> str:
    """Writes the site and builds it once, for its memory and its pages; why that failed, or nothing."""
    engine.write(place.site, place.articles)
    try:
        run = measure.run(engine.build(place.output), place.site, ENVIRONMENT, sampled=True)
    except Failed as failed:
        _say(f"{engine.label}: {failed}")
        return "its build failed"
    pages = sum(1 for _ in place.output.rglob("*.html")) if engine.publishes else 0
    size.rows[engine.name] = Row(label=engine.label, pages=pages, peak=run.peak, once=run.seconds > SLOW, seconds={})
    _say(f"{engine.label}, {place.articles:,} articles: {run.seconds:.1f} s, {run.peak / 1e6:.0f} MB")
    if run.seconds > SLOW:
        size.notes.append(f"{engine.label} took so long with {place.articles:,} articles that it did one round only.")
    return ""


def _check_parts(engines: list[Engine], places: dict[str, Place], articles: int) -> None:
    outputs = {engine.name: places[engine.name].output for engine in engines if engine.publishes}
    reference = outputs.pop("gazeta", None)
    if reference is None or not outputs:
        return
    differences = parts.compare(articles, reference, outputs)
    if differences:
        sys.exit("The pages do not carry the same parts:\n" + "\n".join(differences))


def _round(engines: list[Engine], places: dict[str, Place], size: Size, number: int) -> None:
    for work in works.TITLES:
        for engine in [engine for engine in engines if work in engine.works]:
            seconds = _timed(work, engine, places[engine.name], number)
            size.rows[engine.name].seconds.setdefault(work, []).append(seconds)
    _say(f"round {number} with {size.articles:,} articles is done")


def _timed(work: str, engine: Engine, place: Place, number: int) -> float:
    works.prepare(work, engine, place, number)
    run = measure.run(engine.build(place.output), place.site, ENVIRONMENT)
    if not works.shows(work, place, number):
        sys.exit(
            f"{engine.label} does not show its edit ({works.TITLES[work]}): what was timed is not what was asked."
        )
    return run.seconds


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)
