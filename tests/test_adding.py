"""The examples of docs/adding.md, applied to a copy of the repository as the page shows them, and built."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct, json

from gazeta.sources.config.site_config import read_config
from support import ROOT

PAGE = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^(?:`(?P<path>[^`]+)`:\n\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| \[[^]]+\]\(#(?P<place>[a-z-]+)\) \| (?P<count>\d+) \|", re.MULTILINE)

NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "public", "bench", "browser", "soak", "node_modules")
ARTICLE = "content/policy/port-tariff.md"
"""It has no translation, so that all locales show the same card."""
PAGE_OF_IT = "policy/port-tariff/index.html"
LOCALES = [locale.tag for locale in read_config((ROOT / "site.yaml").read_text(encoding="utf-8"))[0].locales]


NOTING = """
from pathlib import Path
from gazeta.__main__ import run
from gazeta.engine import build

real = build.render_batch

def noting(*given):
    receipts, problems = real(*given)
    with Path("made.txt").open("a", encoding="utf-8") as notes:
        notes.writelines(f"{receipt.path}\\n" for receipt in receipts)
    return receipts, problems

build.render_batch = noting
run()
"""
"""The command, which writes down what pages it makes, also those that come out as they were."""


class Change(Struct, frozen=True, kw_only=True):
    """A change of one file: a new one has nothing that stands there `before`."""

    path: str
    before: str
    after: str


def sections() -> dict[str, str]:
    """The page's sections, by the words that links to them have."""
    parts = PAGE.split("\n## ")[1:]
    return {part.partition("\n")[0].lower().replace(" ", "-"): part for part in parts}


def changes(section: str) -> Iterator[Change]:
    """What a section shows; a block without a path is of the same file as the one before."""
    path = ""
    for block in BLOCK.finditer(section):
        path = block["path"] or path
        if block["kind"] != "diff":
            yield Change(path=path, before="", after=block["text"])
            continue
        lines = block["text"].splitlines(keepends=True)
        before = "".join(line[1:] or "\n" for line in lines if line[0] != "+")
        after = "".join(line[1:] or "\n" for line in lines if line[0] != "-")
        yield Change(path=path, before=before, after=after)


def apply(change: Change, root: Path) -> None:
    file = root / change.path
    if not change.before:
        assert not file.exists(), change.path
        file.write_text(change.after, encoding="utf-8")
        return
    text = file.read_text(encoding="utf-8")
    assert text.count(change.before) == 1, f"{change.path} has this not once: {change.before}"
    file.write_text(text.replace(change.before, change.after), encoding="utf-8")


def run(root: Path, *words: str) -> str:
    """What Python prints in the copy."""
    paths = {"PYTHONPATH": str(root / "generator"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *words], cwd=root, env=os.environ | paths, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(root: Path, kicker: str) -> set[str]:
    """Builds the demonstration with a kicker in one of its articles, and says what pages were made."""
    file = root / ARTICLE
    text = re.sub(r"^kicker: .*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(text.replace("---\n", f"---\nkicker: {kicker}\n", 1), encoding="utf-8")
    said = run(root, "-c", NOTING, "build", "--now", "2026-06-02T22:00:00Z", "-j", "1")
    assert "no problems" in said
    notes = root / "made.txt"
    made = set(notes.read_text(encoding="utf-8").split())
    notes.unlink()
    return made


def published(root: Path) -> dict[str, bytes]:
    public = root / "public"
    return {path.relative_to(public).as_posix(): path.read_bytes() for path in public.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with all of the page's examples."""
    root = tmp_path_factory.mktemp("adding") / "copy"
    shutil.copytree(ROOT, root, ignore=NOT_COPIED)
    for section in sections().values():
        for change in changes(section):
            apply(change, root)
    return root


def test_the_table_counts_the_files_that_the_examples_touch() -> None:
    counts = {row["place"]: int(row["count"]) for row in ROW.finditer(PAGE)}
    touched = {place: {change.path for change in changes(section)} for place, section in sections().items()}
    own = {place: {path for path in paths if not path.startswith("tests/")} for place, paths in touched.items()}
    assert {place: len(paths) for place, paths in own.items()} == counts
    assert counts == {"a-field-on-cards": 4, "a-kind-of-page": 3, "an-output-without-a-template": 2}


@pytest.mark.slow
def test_the_examples_work_as_they_stand(copy: Path) -> None:
    build(copy, "Sonderfall")
    before = published(copy)
    assert b'<p class="card-kicker">Sonderfall</p>' in before["index.html"]
    made = build(copy, "Einzelfall")
    after = published(copy)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert made == changed == {path for path, data in after.items() if b"Einzelfall" in data}
    assert PAGE_OF_IT in after.keys() - made
    run(copy, "-m", "gazeta", "build", "--now", "2026-06-02T22:00:00Z", "--verify")
    check_topics(after)
    check_json(after)


def check_topics(files: dict[str, bytes]) -> None:
    """Every locale has a page for every topic."""
    found = [re.fullmatch(r"(?:(.+)/)?topics/([^/]+)/index\.html", path) for path in files]
    pages = {(match[1] or "", match[2]) for match in found if match}
    topics = {topic for _, topic in pages}
    assert topics
    assert len(pages) == len(topics) * len(LOCALES)


def check_json(files: dict[str, bytes]) -> None:
    """Every locale has its file, with titles in it."""
    read = [json.decode(data) for path, data in files.items() if path.rpartition("/")[2] == "latest.json"]
    assert len(read) == len(LOCALES)
    assert all(article["title"]["value"] and article["url"] for file in read for article in file["articles"])


@pytest.mark.slow
def test_the_examples_pass_the_tests_of_keys_and_of_the_house(copy: Path) -> None:
    chosen = ["tests/pages/test_key_mutations.py", "tests/test_architecture.py"]
    run(copy, "-m", "ruff", "check", "-q", "generator")
    run(copy, "-m", "ruff", "format", "-q", "--check", "generator")
    about = "rows_key or something_of or site_model or without_a_part"
    run(copy, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-k", about, *chosen)
