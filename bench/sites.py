"""The made-up newsroom as the peers' sites: the same articles, with templates from `bench/peers/`."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsroom import AUTHOR, Article, articles, write_articles
from phrases import locale_tables

PEERS = Path(__file__).parent / "peers"
ASSETS = Path(__file__).parents[1] / "themes/broadsheet/assets"


def write_hugo(folder: Path, count: int) -> None:
    """Hugo's site; its phrases are an i18n file a language."""
    _copy("hugo", folder)
    write_articles(folder / "content", count)
    (folder / "i18n").mkdir(exist_ok=True)
    for table in locale_tables():
        text = json.dumps(dict(_hugo_phrases(table)), ensure_ascii=False)
        (folder / "i18n" / f"{table['key']}.json").write_text(text, encoding="utf-8")


def _hugo_phrases(table: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    for key, text in {**table["phrases"], "times": table["times"], "reading": "|".join(table["reading"])}.items():
        yield key, {"other": text}
    for unit, forms in table["ages"].items():
        yield unit, {kind: form.replace("%s", "{{ .Count }}") for kind, form in forms.items()}


def write_eleventy(folder: Path, count: int) -> None:
    """Eleventy's site."""
    _copy("eleventy", folder)
    _write_locales(folder)
    write_articles(folder / "content", count)


def write_pelican(folder: Path, count: int) -> None:
    """Pelican's site, whose articles begin with Pelican's own kind of metadata."""
    _copy("pelican", folder)
    _write_locales(folder)
    for article in articles(count):
        path = folder / "content" / f"{article.path}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_pelican_article(article), encoding="utf-8")


def _pelican_article(article: Article) -> str:
    texts = [text for pair in article.questions for text in pair]
    lines = [
        f"Title: {article.title}",
        f"Date: {article.date.isoformat()}",
        f"Summary: {article.summary}",
        f"Authors: {AUTHOR}",
        f"Tags: {', '.join(article.tags)}",
        f"Questions: {texts[0]}",
        *(f"    {text}" for text in texts[1:]),
    ]
    return "\n".join(lines) + "\n\n" + article.body


def _copy(peer: str, folder: Path) -> None:
    ignored = shutil.ignore_patterns("node_modules", "__pycache__", "package-lock.json")
    shutil.copytree(PEERS / peer, folder, ignore=ignored, dirs_exist_ok=True)
    shutil.copytree(ASSETS, folder / "assets", dirs_exist_ok=True)


def _write_locales(folder: Path) -> None:
    (folder / "locales.json").write_text(json.dumps(locale_tables(), ensure_ascii=False), encoding="utf-8")
