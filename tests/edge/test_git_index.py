"""What git tracks, read from its index: each version of it, worktrees, and what is no index at all."""

import shutil
import subprocess
from pathlib import Path

import pytest

from gazeta.edge.git_index import is_tracked

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no git here")


def git(folder: Path, *words: str) -> None:
    own = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    top = tmp_path / "top"
    for path in ("a/site.yaml", "a/.gazeta-old/x", "news/.gazeta/store", "news/content/x.md", "other/.gazeta/store"):
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text("x")
    git(top, "init", "-q")
    git(top, "add", "a", "news")
    return top


@pytest.mark.parametrize("version", ["2", "3", "4"])
def test_each_version_of_the_index(version: str, top: Path) -> None:
    if version == "3":
        (top / "new").write_text("x")
        git(top, "add", "--intent-to-add", "new")
    git(top, "update-index", "--index-version", version)
    assert is_tracked(top / "news" / ".gazeta")
    assert not is_tracked(top / "other" / ".gazeta")
    assert not is_tracked(top / "a" / ".gazeta")
    assert not is_tracked(top / ".gazeta")
    assert is_tracked(top / "news")


def test_letters_case_does_not_count(top: Path) -> None:
    (top / "a" / ".Gazeta").mkdir()
    (top / "a" / ".Gazeta" / "store").write_text("x")
    git(top, "add", "a")
    assert is_tracked(top / "a" / ".gazeta")


def test_a_link_is_tracked_as_a_file(top: Path) -> None:
    (top / "a" / ".gazeta").symlink_to("/tmp")
    assert not is_tracked(top / "a" / ".gazeta")
    git(top, "add", "a")
    assert is_tracked(top / "a" / ".gazeta")


def test_a_split_index(top: Path) -> None:
    git(top, "commit", "-qm", "x")
    git(top, "update-index", "--split-index")
    assert is_tracked(top / "news" / ".gazeta")
    assert not is_tracked(top / "other" / ".gazeta")


def test_a_worktree_and_a_linked_folder(top: Path, tmp_path: Path) -> None:
    git(top, "commit", "-qm", "x")
    git(top, "worktree", "add", "-q", str(tmp_path / "elsewhere"))
    assert is_tracked(tmp_path / "elsewhere" / "news" / ".gazeta")
    (tmp_path / "link").symlink_to(top / "news")
    assert is_tracked(tmp_path / "link" / ".gazeta")


@pytest.mark.parametrize("content", [b"", b"DIRC", b"DIRC\0\0\0\x02\0\0\xff\xff" + b"x" * 99, b"\0" * 4096])
def test_what_is_no_index_tracks_nothing(content: bytes, top: Path) -> None:
    (top / ".git" / "index").write_bytes(content)
    assert not is_tracked(top / "news" / ".gazeta")


def test_nothing_is_tracked_without_git(tmp_path: Path) -> None:
    assert not is_tracked(tmp_path / ".gazeta")
