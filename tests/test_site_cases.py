"""Whole small sites, built by the command: cases as files (`tests/cases/sites/*.yaml`; README.md there says how)."""

import base64
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from msgspec import Struct, convert

from gazeta.__main__ import gazeta
from gazeta.commands.session import Session
from support import ROOT

FOLDER = ROOT / "tests" / "cases" / "sites"
NOW = "2026-06-02T22:00:00Z"
SITE = {"base_url": "https://news.example.org", "title": "Gazette", "locales": ["en"]}
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """What a published file must hold, and what it must not."""

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


class Case(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A site, and what building it must give."""

    title: str
    site: dict[str, Any] = {}
    files: dict[str, str] = {}
    base64: dict[str, str] = {}
    images: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    now: str = NOW
    exit: int = 0
    problems: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    silent_on: tuple[str, ...] = ()
    pages: dict[str, Page] = {}
    absent: tuple[str, ...] = ()


def cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for document in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            case = convert(document, Case)
            yield pytest.param(case, id=f"{path.stem}: {case.title}")


def write(case: Case, folder: Path) -> None:
    files: dict[str, bytes] = dict.fromkeys(case.images, PIXEL)
    files |= {path: text.encode() for path, text in case.files.items()}
    files |= {path: base64.b64decode(text) for path, text in case.base64.items()}
    files.setdefault("site.yaml", yaml.safe_dump({**SITE, **case.site}, allow_unicode=True).encode())
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def line(diagnostic: Mapping[str, Any]) -> str:
    span = diagnostic["span"]
    place = ":".join(str(span[key]) for key in ("path", "line", "column") if span.get(key))
    return f"{place} {diagnostic['severity']} {diagnostic['code']}"


@pytest.mark.parametrize("case", list(cases()))
def test_site(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(case, tmp_path)
    words = ["build", "-s", str(tmp_path), "--now", case.now, "--format", "json", "-j", "1", *case.words]
    status = cast("int", gazeta.main(words, prog_name="gazeta", standalone_mode=False, obj=Session()))
    diagnostics = json.loads(capsys.readouterr().out)["diagnostics"]
    assert sorted(map(line, diagnostics)) == sorted(case.problems)
    assert status == case.exit
    spoken = "\n".join(f"{diagnostic['message']} {diagnostic['hint']}" for diagnostic in diagnostics)
    assert [text for text in case.says if text not in spoken] == [], spoken
    assert [text for text in case.silent_on if text in spoken] == [], spoken
    for path, page in case.pages.items():
        html = (tmp_path / "public" / path).read_text(encoding="utf-8")
        assert [text for text in page.has if text not in html] == [], html
        assert [text for text in page.lacks if text in html] == [], html
    assert [path for path in case.absent if (tmp_path / "public" / path).exists()] == []
