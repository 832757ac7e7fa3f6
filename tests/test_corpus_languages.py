"""Real articles for the readers of all shipped locales: no crash, and the right languages on every page."""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from gazeta.core.language import direction, same_language
from support import CORPUS, NO_CORPUS
from theming.samples import catalog_tags

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.exists(), reason=NO_CORPUS),
]

HEAD = re.compile(r'<html lang="([^"]+)" dir="([^"]+)">')
BODY = re.compile(r'<div class="body"([^>]*)>')
NOTICE = '<div class="notice" role="note">'


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus built for 46 locales."""
    site = tmp_path_factory.mktemp("corpus")
    shutil.copytree(CORPUS / "content", site / "content")
    locales = ", ".join(["en", *(tag for tag in catalog_tags() if tag != "en")])
    config = re.sub(r"^locales: .*$", f"locales: [{locales}]", (CORPUS / "site.yaml").read_text(), flags=re.MULTILINE)
    assert locales in config
    (site / "site.yaml").write_text(config)
    command = [sys.executable, "-m", "gazeta", "build", "-s", str(site), "--now", "2026-06-02T22:00:00Z"]
    run = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, check=False)
    assert "Traceback" not in run.stderr
    assert run.returncode == 0, json.loads(run.stdout)["summary"]
    return site / "public"


def test_every_page_says_which_language_it_is_in(public: Path) -> None:
    prefixes = {tag.lower(): tag for tag in catalog_tags()}
    pages: Counter[str] = Counter()
    for path in public.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found = HEAD.search(text)
        if found is None:  # a redirect
            assert 'http-equiv="refresh"' in text, path
            continue
        tag = prefixes.get(path.relative_to(public).parts[0], "en")
        assert found.groups() == (tag, direction(tag)), path
        pages[tag] += 1
        if body := BODY.search(text):
            said = re.search(r'lang="([^"]+)"', body[1])
            lang = said[1] if said else tag
            assert (NOTICE in text) is not same_language(lang, tag), path
            assert ('dir="' in body[1]) is (direction(lang) != direction(tag)), path
    assert set(pages) == set(catalog_tags())
    assert len(pages) >= 46
    assert min(pages.values()) > 250
    assert sum(pages.values()) > 12_000
