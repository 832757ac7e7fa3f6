"""Which program this is: what it remembers is of use to the very same one only."""

import os
import sys
import unicodedata
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from zoneinfo import TZPATH

import gazeta
from gazeta.core.collation import ICU_VERSION

DECIDING = frozenset(
    """
    babel jinja2 markdown_it_py markupsafe mdit_py_plugins mdurl msgspec nh3 pillow pyicu pyicu_wheels
    pyyaml tzdata
    """.split()
)
"""Distributions that have a say in the bytes of pages, those that stand in for each other included; a test holds them
against all that `pyproject.toml` asks for."""


@lru_cache(maxsize=1)
def program_version() -> str:
    """A digest of Gazeta's own code, and of the versions of Python, libraries and data that decide bytes.

    It is about content, not about times: a new machine with the same versions can go on with an old store.
    """
    found = blake2b(digest_size=16)
    package = Path(gazeta.__file__).parent
    for path in sorted(package.rglob("*.py")):
        found.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    data = (sys.version, unicodedata.unidata_version, ICU_VERSION, *_time_zones())
    for word in (*data, *_distributions()):
        found.update(word.encode() + b"\0")
    return found.hexdigest()


def _distributions() -> list[str]:
    """Names such as `jinja2-3.1.6.dist-info`, which is quicker than to ask `importlib.metadata`."""
    found = set()
    for folder in filter(os.path.isdir, sys.path):
        for name in os.listdir(folder):  # noqa: PTH208 - names alone are asked for
            distribution = name.lower().partition("-")[0].replace(".", "_")
            if name.endswith(".dist-info") and distribution in DECIDING:
                found.add(name)
    return sorted(found)


def _time_zones() -> list[str]:
    """The first lines of the system's tables of time zones: their edition. Python asks them before tzdata."""
    found = []
    for folder in TZPATH:
        with suppress(OSError), Path(folder, "tzdata.zi").open("rb") as table:
            found.append(table.readline(100).decode("latin-1"))
    return found
