"""Whatever writes or reads a site's own files follows no link and waits at no pipe."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Gazeta = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def outside(tmp_path: Path, news: Path) -> Path:
    """A folder elsewhere, with a file in it; the newsroom has a translation."""
    (news / "content/world").mkdir(parents=True, exist_ok=True)
    (news / "content/world/_section.yaml").write_text("title: World\n")
    (news / "content/world/one.md").write_text("---\ntitle: One\ndate: 2026-01-01\n---\n\nText.\n")
    (news / "content/world/one.pt-BR.md").write_text("---\ntitle: Um\n---\n\nTexto.\n")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/victim").write_text("precious")
    return tmp_path / "outside"


LINKS = [
    ("translations", "", ("translations", "mark", "--all")),
    ("translations/world", "", ("translations", "mark", "--all")),
    ("translations/world/one.pt-BR.json", "victim", ("translations", "mark", "--all")),
    ("translations/world/.one.pt-BR.json.new", "victim", ("translations", "mark", "--all")),
    ("locales", "", ("translations", "extract", "--all")),
    ("locales/gazeta.pot", "victim", ("translations", "extract", "--all")),
    ("locales/pt-BR", "", ("translations", "update", "--all")),
    ("content/ext", "", ("new", "ext/story")),
    ("content/world/story.md", "victim", ("new", "world/story")),
]


@pytest.mark.parametrize(("path", "target", "words"), LINKS)
def test_nothing_is_written_through_a_link(
    path: str, target: str, words: tuple[str, ...], gazeta: Gazeta, news: Path, outside: Path
) -> None:
    if path == "content/ext":
        (outside / "_section.yaml").write_text("title: Elsewhere\n")
    before = sorted(os.listdir(outside))  # noqa: PTH208
    (news / path).parent.mkdir(parents=True, exist_ok=True)
    (news / path).symlink_to(outside / target)
    run = gazeta(*words, cwd=news)
    assert run.returncode in {1, 2} or path.endswith(".new"), run.stdout
    assert "bug in Gazeta" not in run.stderr
    assert sorted(os.listdir(outside)) == before  # noqa: PTH208
    assert (outside / "victim").read_text() == "precious"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("translations/world/one.pt-BR.json", ("translations", "status")),
        ("translations/world/one.pt-BR.json", ("translations", "mark", "--all")),
        ("locales/pt-BR/LC_MESSAGES/gazeta.po", ("translations", "update")),
        ("locales/gazeta.pot", ("translations", "extract")),
        ("themes/mine/theme.yaml", ("check",)),
        ("templates/base.html", ("build",)),
        ("assets/x.css", ("build",)),
        ("static/x.txt", ("build",)),
        ("content/world/two.md", ("build",)),
        ("content/world/two.md", ("list",)),
        ("content/markets/_section.yaml", ("new", "markets/x")),
    ],
)
def test_nobody_waits_at_a_pipe(path: str, words: tuple[str, ...], gazeta: Gazeta, news: Path, outside: Path) -> None:
    (news / path).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(news / path)
    run = gazeta(*words, cwd=news)  # and it ends
    assert run.returncode in {0, 1, 2}
    assert "bug in Gazeta" not in run.stderr
    if words != ("new", "markets/x"):
        assert run.returncode, run.stdout
    assert (outside / "victim").read_text() == "precious"


def test_a_newsroom_is_not_begun_through_a_link(gazeta: Gazeta, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    run = gazeta("init", "link")
    assert run.returncode == 2
    assert "symbolic link" in run.stderr
    assert list((tmp_path / "real").iterdir()) == []
