"""Builds the Pelican site: the first locale alone, so that its cache has every article, then the others at once.

`python build.py NOW OUTPUT`, in the site's folder.
"""

import hashlib
import importlib
import json
import math
import os
import re
import sys
from base64 import b64encode
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from dates import filters

# not in the environment that checks this file's types
Pelican = importlib.import_module("pelican").Pelican
read_settings = importlib.import_module("pelican.settings").read_settings
signals = importlib.import_module("pelican.plugins.signals")

LOCALES: list[dict[str, Any]] = json.loads(Path("locales.json").read_text(encoding="utf-8"))


def main(output: Path, now: datetime) -> None:
    """All locales, on all cores."""
    signals.article_generator_finalized.connect(look_back)
    build(LOCALES[0], output, now)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for done in [pool.submit(build, locale, output, now) for locale in LOCALES[1:]]:
            done.result()
    publish_assets(output)


def build(locale: dict[str, Any], output: Path, now: datetime) -> None:
    """One locale."""
    values = {"locale": locale, "locales": LOCALES, "assets": assets(), "base": "https://bench.example.org"}
    overrides = {
        "OUTPUT_PATH": str(output) + locale["prefix"],
        "CACHE_CONTENT": not locale["prefix"],
        "JINJA_GLOBALS": values,
        "JINJA_FILTERS": filters(locale, now),
    }
    Pelican(read_settings("pelicanconf.py", override=overrides)).run()


def look_back(generator: Any) -> None:
    """Tells each article what its section published just before it, and how long it is."""
    in_sections = sorted(generator.articles, key=attrgetter("category.slug"))  # stable: the newest first
    for _, group in groupby(in_sections, key=attrgetter("category.slug")):
        articles = list(group)
        for index, article in enumerate(articles):
            article.before = articles[index + 1 : index + 4]
            article.words = len(re.sub("<[^>]*>", " ", article.content).split())
            article.minutes = math.ceil(article.words / 213)


@cache
def assets() -> dict[str, tuple[str, str]]:
    """Each asset's address, with a digest in its name, and what a browser checks it by."""
    found = {}
    for path in sorted(Path("assets").iterdir()):
        digest = hashlib.sha384(path.read_bytes()).digest()
        url = f"/assets/{path.stem}.{digest.hex()[:8]}{path.suffix}"
        found[path.name] = (url, f"sha384-{b64encode(digest).decode()}")
    return found


def publish_assets(output: Path) -> None:
    """The files that no template makes."""
    (output / "assets").mkdir(exist_ok=True)
    for name, (url, _) in assets().items():
        (output / url[1:]).write_bytes((Path("assets") / name).read_bytes())
    (output / "robots.txt").write_text("User-agent: *\nAllow: /\n\nSitemap: https://bench.example.org/sitemap.xml\n")


if __name__ == "__main__":
    main(Path(sys.argv[2]).absolute(), datetime.fromisoformat(sys.argv[1]))
