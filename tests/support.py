"""Small sites for tests: files in a dictionary, no disk."""

import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from gazeta.engine.options import BuildOptions
from gazeta.engine.parse import read_inputs
from gazeta.engine.pool import Serial
from gazeta.engine.resolve import Resolved, resolve
from gazeta.model.schedule import Include
from gazeta.sources.snapshot import Media, Snapshot

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("GAZETA_CORPUS") or ROOT.parent / "shared" / "corpora" / "bitcoincore")
NO_CORPUS = "no real articles: set GAZETA_CORPUS to a site of them (CONTRIBUTING.md, “Real articles”, says which)"
NOW = datetime(2026, 6, 2, 22, 0, tzinfo=UTC)
LIVE = Include()

SITE = """\
base_url: https://news.example.org
title: {en: The Gazette, pt: A Gazeta}
locales: [en, pt-BR, pt-PT, zh-Hans, ar, gl]
"""


def media(path: str, width: int = 1200, height: int = 675) -> Media:
    """An image that is there, without a file."""
    return Media(
        path=path, location=f"/nowhere/{path}", digest="0123456789abcdef" * 2, size=1, width=width, height=height
    )


def snapshot(files: Mapping[str, str], images: tuple[str, ...] = (), site: str = SITE) -> Snapshot:
    """A site's snapshot: `files` below `content/`, and images there."""
    texts = {f"content/{path}": text.encode("utf-8", "surrogateescape") for path, text in files.items()}
    pictures = {f"content/{path}": media(f"content/{path}") for path in images}
    return Snapshot(
        texts={"site.yaml": site.encode("utf-8", "surrogateescape"), **dict(sorted(texts.items()))},
        media=pictures,
        shipped={},
    )


def no_progress(_stage: str, _done: int, _total: int) -> None:
    """For stages that tell of their progress."""


def resolved(
    files: Mapping[str, str], images: tuple[str, ...] = (), site: str = SITE, **options: object
) -> tuple[Resolved, list[str]]:
    """A site parsed and put together, and its diagnostics as `place code`, sorted, each once."""
    source = snapshot(files, images, site)
    inputs, found = read_inputs(source, Serial(), no_progress)
    settings = {"now": NOW, **options}
    result, more = resolve(inputs, source.media, BuildOptions(**settings))  # type: ignore[arg-type]
    return result, sorted({f"{d.span} {d.code}" for d in (*found, *more)})


def article(title: str = "A title", date: str = "2026-06-01T10:00:00Z", body: str = "Text.", **front: str) -> str:
    """An article file."""
    lines = [f"title: {title}", *([f"date: {date}"] if date else []), *(f"{k}: {v}" for k, v in front.items())]
    return "---\n" + "\n".join(lines) + f"\n---\n\n{body}\n"


def growth(run: Callable[[int], object], small: int, large: int) -> float:
    """How many times as much processor time a large input takes as a small one; a linear reader: as it is larger.

    Processor time, the least of three: whatever else a machine has to do, it does not count.
    """
    return _seconds(run, large) / _seconds(run, small)


def _seconds(run: Callable[[int], object], size: int) -> float:
    taken = []
    for _ in range(3):
        begun = time.process_time()
        run(size)
        taken.append(time.process_time() - begun)
    return max(min(taken), 0.001)
