"""Real articles: 307 of them in five languages, with another generator's leftovers in their bodies."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from support import CORPUS, NO_CORPUS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.exists(), reason=NO_CORPUS),
]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path, int]:
    public = tmp_path_factory.mktemp("corpus") / "public"
    command = [sys.executable, "-m", "gazeta", "build", "-s", str(CORPUS), "-d", str(public), "--format", "json"]
    done = subprocess.run([*command, "--now", "2026-06-02T22:00:00Z"], capture_output=True, text=True, check=False)
    assert done.stderr.count("Traceback") == 0
    return json.loads(done.stdout), public, done.returncode


def test_it_builds_into_all_locales(run: tuple[dict[str, Any], Path, int]) -> None:
    report, public, code = run
    assert code == 0, [d for d in report["diagnostics"] if d["severity"] == "error"][:10]
    languages = Counter(html.fromstring(path.read_bytes()).get("lang") for path in public.rglob("index.html"))
    assert set(languages) == {"en", "es", "ja", "zh-Hans", "zh-Hant", "pt-BR", "ar"}
    assert min(languages.values()) >= 239


def test_every_leftover_tag_is_reported_in_its_place(run: tuple[dict[str, Any], Path, int]) -> None:
    report, _, _ = run
    reported = Counter(
        (d["span"]["path"], d["span"]["line"]) for d in report["diagnostics"] if d["code"] == "liquid-tag"
    )
    expected = Counter(
        (path.relative_to(CORPUS).as_posix(), number)
        for path in CORPUS.glob("content/**/*.md")
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        for _ in re.finditer(r"\{%.*?%\}|\{\{.*?\}\}", line)
    )
    in_code = expected - reported
    assert not reported - expected
    assert sum(in_code.values()) <= 0.05 * sum(expected.values()), in_code
