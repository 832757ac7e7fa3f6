"""The same inputs and the same instant give the same bytes, wherever and however a build runs: 64 environments."""

import hashlib
import itertools
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from soak.newsroom import Newsroom, first_day, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the environments are those of POSIX")

ZONES = ("UTC", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Kiritimati")
LANGUAGES = ("C", "tr_TR.UTF-8")
HASH_SEEDS = ("0", "1", "4242", "random")
JOBS = (1, 2)
UMASKS = (0o022, 0o077, 0o002, 0o027)
FOLDERS = ("", "site", "site/content", "..")
"""Where the command is started, below the test's own folder."""


@dataclass(frozen=True)
class Surroundings:
    """What a build must not depend on. Umask and folder go through all their values as `number` counts."""

    number: int
    zone: str
    language: str
    hash_seed: str
    jobs: int

    def build(self, top: Path) -> str:
        """The digest of all that a first build publishes in these surroundings."""
        place = (top / FOLDERS[self.number // 4 % 4]).resolve()
        out = top / f"out-{self.number}/public"
        words = ["-s", os.path.relpath(top / "site", place), "-d", os.path.relpath(out, place), "-j", str(self.jobs)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "PYTHON"))}
        environment |= {"TZ": self.zone, "LANG": self.language, "PYTHONHASHSEED": self.hash_seed}
        environment |= {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        run = subprocess.run(
            [sys.executable, "-m", "gazeta", "build", *words, "--now", "2026-06-02T22:00:00Z"],
            cwd=place,
            env=environment,
            umask=UMASKS[self.number % 4],
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        return digest(out)


def surroundings() -> list[Surroundings]:
    """All of them."""
    every = itertools.product(ZONES, LANGUAGES, HASH_SEEDS, JOBS)
    return [Surroundings(number, *values) for number, values in enumerate(every)]


def digest(folder: Path) -> str:
    """Of all paths and bytes."""
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        found.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


def small(room: Newsroom) -> Newsroom:
    """With two locales, to be quick about it; dates without a zone, names in order of nothing, are all still there."""
    room.config["locales"] = {"en": {}, "pt-BR": {"time_zone": "Asia/Shanghai"}}
    room.settle()
    return room


def test_64_environments_give_one_digest(tmp_path: Path) -> None:
    write(small(first_day()), tmp_path / "site")
    every = surroundings()
    assert len(every) == 64
    with ThreadPoolExecutor(2) as pool:
        digests = list(pool.map(lambda one: one.build(tmp_path), every))
    odd = {one: found for one, found in zip(every, digests, strict=True) if found != digests[0]}
    assert not odd, f"{len(odd)} of 64 differ from {every[0]}: {odd}"
