"""Which program this is: what it remembers is of use to the very same one only."""

import os
import sys
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import gazeta

FORMAT = 1
"""Of the store; to be raised when what is written there changes its meaning."""

_LIBRARIES = frozenset(
    """
    babel jinja2 linkify_it_py markdown_it_py markupsafe mdit_py_plugins mdurl msgspec nh3 pillow pyyaml tzdata
    """.split()
)
"""Those that have a say in the bytes of pages."""


@lru_cache(maxsize=1)
def program_version() -> str:
    """A digest of Gazeta's own code, and of the versions of Python, Unicode and the libraries that decide bytes.

    It is about content, not about times: a new machine with the same versions can go on with an old store.
    """
    found = blake2b(digest_size=16)
    package = Path(gazeta.__file__).parent
    for path in sorted(package.rglob("*.py")):
        found.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for word in (str(FORMAT), sys.version, unicodedata.unidata_version, *_distributions()):
        found.update(word.encode() + b"\0")
    return found.hexdigest()


def _distributions() -> list[str]:
    """Names such as `jinja2-3.1.6.dist-info`, which is quicker than to ask `importlib.metadata`."""
    found = set()
    for folder in filter(os.path.isdir, sys.path):
        for name in os.listdir(folder):  # noqa: PTH208 - names alone are asked for
            distribution = name.lower().partition("-")[0].replace(".", "_")
            if name.endswith(".dist-info") and distribution in _LIBRARIES:
                found.add(name)
    return sorted(found)
