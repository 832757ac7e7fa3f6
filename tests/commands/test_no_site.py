"""Commands where there is no site, where it has errors, and where articles cannot be read."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support import ROOT

Gazeta = Callable[..., "subprocess.CompletedProcess[str]"]

READERS = ("next-change", "explain /", "list", "translations status", "translations diff", "translations check")
WRITERS = ("translations extract", "translations update", "translations mark --all")
BAD = {
    "empty": b"",
    "latin": "---\ntitle: Café\ndate: 2026-06-01\n---\n".encode("cp1252"),
    "open": b"---\ntitle: Open\n",
    "yaml": b"---\ntitle: [\n---\n",
    "binary": bytes(range(256)) * 10,
    "large": b"---\n" + b"x" * 2_000_000,
}


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize("words", [*READERS, *WRITERS, "check", "build", "build --clean --verify"])
def test_where_there_is_no_site_it_is_said_and_nothing_left(gazeta: Gazeta, tmp_path: Path, words: str) -> None:
    for name in ("content/world/a.md", "site.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("neither an article nor settings")
    before = everything(tmp_path)
    for form in ([], ["--format", "json"]):
        if not form or words in {"next-change", "explain /", "list", "translations status"}:
            run = gazeta(*words.split(), *form)
            assert run.returncode == 1
            assert "site.yaml: error [missing-file]" in run.stderr + run.stdout
            assert (run.stderr + run.stdout).count("error [") == 1
    assert everything(tmp_path) == before


@pytest.mark.parametrize("words", READERS[:4])
def test_a_site_with_errors_is_no_site_that_never_changes(gazeta: Gazeta, news: Path, words: str) -> None:
    (news / "content/world/bad.md").write_bytes(BAD["yaml"])
    (news / "content/world/links.md").write_text(
        "---\ntitle: L\ndate: 2026-06-01\n---\n[[bad]] [[nobody-at-all-zz/x]]\n"
    )
    before = everything(news)
    run = gazeta(*words.split(), "-s", "news")
    assert run.returncode == 1
    assert everything(news) == before
    said = json.loads(gazeta("check", "-s", "news", "--format", "json").stdout)["summary"]["errors"]
    if words == "next-change":
        assert run.stdout == ""
        assert run.stderr.count("error [") == said
    else:
        assert f"The site has {said} error" in run.stderr


def test_errors_are_counted_alike(gazeta: Gazeta, news: Path) -> None:
    (news / "content/world/bad.md").write_bytes(BAD["yaml"])
    for number in range(5):
        text = f"---\ntitle: T{number}\ndate: 2026-06-01\nrelated: [world/bad]\nsource: nobody\n---\n[[bad]]\n"
        (news / f"content/world/link-{number}.md").write_text(text)
    counted = {
        words: json.loads(gazeta(words, "-s", "news", "--format", "json").stdout)["summary"]["errors"]
        for words in ("build", "check")
    }
    assert counted == {"build": 6, "check": 6}
    for words in (["list"], ["translations", "status"], ["explain", "/"], ["list", "drafts", "--format", "json"]):
        assert "The site has 6 errors; `gazeta check` says which." in gazeta(*words, "-s", "news").stderr


@pytest.mark.parametrize("name", BAD)
def test_what_can_be_read_is_listed_and_what_cannot_is_named(gazeta: Gazeta, news: Path, name: str) -> None:
    whole = gazeta("list", "-s", "news").stdout
    (news / "content/world/bad.md").write_bytes(BAD[name])
    run = gazeta("list", "-s", "news")
    assert run.returncode == 1
    assert run.stdout == whole
    assert "1 article cannot be read: content/world/bad.md." in run.stderr
    assert json.loads(gazeta("list", "-s", "news", "--format", "json").stdout)["unread"] == ["content/world/bad.md"]


@pytest.mark.parametrize("words", ["translations extract", "translations update"])
def test_catalogs_of_a_site_with_errors_stay_as_they_are(gazeta: Gazeta, news: Path, words: str) -> None:
    gazeta("translations", "extract", "-s", "news")
    gazeta("translations", "update", "-s", "news")
    (news / "site.yaml").write_text((news / "site.yaml").read_text() + "\nbroken: [\n")
    before = {path: path.read_bytes() for path in news.rglob("locales/**/*") if path.is_file()}
    run = gazeta(*words.split(), "-s", "news")
    assert run.returncode == 1
    assert "No catalog was changed" in run.stderr
    assert {path: path.read_bytes() for path in news.rglob("locales/**/*") if path.is_file()} == before


def test_extract_does_not_erase_a_template_when_it_finds_nothing(gazeta: Gazeta, tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("base_url: https://a.example\ntitle: A\nlocales: [en]\n")
    (tmp_path / "locales").mkdir()
    template = tmp_path / "locales" / "gazeta.pot"
    for text in (
        'msgid ""\nmsgstr ""\n\nmsgid "Kept"\nmsgstr ""\n',
        'msgid ""\nmsgstr ""\n\nmsgid ""\n"Kept"\nmsgstr ""\n',
    ):
        template.write_text(text)
        run = gazeta("translations", "extract")
        assert run.returncode == 2
        assert "it was left as it is" in run.stderr
        assert template.read_text() == text
    template.write_text('msgid ""\nmsgstr ""\n"Language: en\\n"\n')
    assert gazeta("translations", "extract").returncode == 0
    assert gazeta("translations", "extract", "--all").returncode == 0
    assert template.read_text().count("msgid") > 30


@pytest.mark.parametrize("words", ["extract", "update", "extract --all", "update --all"])
def test_gazetas_own_catalogs_are_no_sites(gazeta: Gazeta, words: str) -> None:
    before = (ROOT / "locales/gazeta.pot").read_bytes()
    run = gazeta("translations", *words.split(), "-s", str(ROOT))
    assert run.returncode == 2, run.stdout
    assert "come with Gazeta" in run.stderr
    assert (ROOT / "locales/gazeta.pot").read_bytes() == before


def test_a_page_is_explained_by_id_and_by_a_path_from_where_one_stands(gazeta: Gazeta, news: Path) -> None:
    def explained(subject: str, cwd: Path) -> list[str]:
        run = gazeta("explain", subject, "--format", "json", cwd=cwd)
        assert run.returncode == 0, run.stdout + run.stderr
        return sorted(page["file"] for page in json.loads(run.stdout)["pages"])

    pages = explained("world/welcome", news)
    assert "world/welcome/index.html" in pages
    assert len(pages) == 3
    assert explained("welcome", news) == pages
    world = news / "content" / "world"
    assert explained("welcome", world) == pages
    original = explained("content/world/welcome.md", news)
    assert set(original) < set(pages)
    assert explained("welcome.md", world) == explained("../content/world/welcome.md", news / "content") == original
    run = gazeta("explain", "world/wellcome", cwd=world)
    assert run.returncode == 1
    assert "Did you mean" in run.stdout
