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
    """Seconds of a cold build and of copying its output, one pair for each round."""

    articles: int
    pairs: list[tuple[float, float]]


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
    return OnDisk(articles=articles, pairs=[_pair(engine, place, folder / "copy") for _ in range(runs)])


def _pair(engine: Engine, place: Place, copy: Path) -> tuple[float, float]:
    works.clear(engine, place)
    shutil.rmtree(copy, ignore_errors=True)
    os.sync()
    build = measure.run(engine.build(place.output), place.site, ENVIRONMENT).seconds
    os.sync()
    started = time.perf_counter()
    subprocess.run(["cp", "-r", place.output, copy], check=True)
    return build, time.perf_counter() - started
