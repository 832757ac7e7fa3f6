"""A cold build on a disk against `cp -r` of what it made: how near publishing comes to the disk's own pace."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import measure
import works
from engines import Engine
from msgspec import Struct
from rounds import ENVIRONMENT
from works import Place


class OnDisk(Struct, frozen=True, kw_only=True):
    """Seconds of a cold build, of copying its output, and of that until the copy is on the disk, for each round.

    A build has its pages on the disk before they get their names; `cp` leaves that to the system's leisure.
    """

    articles: int
    builds: list[float]
    copies: list[float]
    safe_copies: list[float]


def is_in_memory(folder: Path) -> bool:
    """Whether the folder is none of a disk's."""
    kind = subprocess.run(
        ["stat", "--file-system", "--format=%T", folder], capture_output=True, text=True, check=False
    )
    return kind.stdout.strip() in {"tmpfs", "ramfs"}


def on_disk(engine: Engine, articles: int, runs: int, folder: Path) -> OnDisk:
    """Builds and copies in turn; what was written before is on the disk when either begins."""
    place = Place(site=folder / "site", output=folder / "output", articles=articles)
    engine.write(place.site, articles)
    builds, copies, safe_copies = zip(*(_round(engine, place, folder / "copy") for _ in range(runs)), strict=True)
    return OnDisk(articles=articles, builds=list(builds), copies=list(copies), safe_copies=list(safe_copies))


def _round(engine: Engine, place: Place, copy: Path) -> tuple[float, float, float]:
    works.clear(engine, place)
    shutil.rmtree(copy, ignore_errors=True)
    os.sync()
    build = measure.run(engine.build(place.output), place.site, ENVIRONMENT).seconds
    os.sync()
    started = time.perf_counter()
    subprocess.run(["cp", "-r", place.output, copy], check=True)
    copied = time.perf_counter() - started
    os.sync()
    return build, copied, time.perf_counter() - started
