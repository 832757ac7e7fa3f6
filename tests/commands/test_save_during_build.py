"""Files that are saved while a build reads them, and put back afterwards: nothing of the moment stays published."""

import base64
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from gazeta.__main__ import gazeta
from gazeta.commands.session import Session
from gazeta.edge import staging, texts
from gazeta.edge.user_error import Changed

ARTICLE = "---\ntitle: Story\ndate: 2026-06-01\n---\n\n{}\n\n![A](p.png)\n"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "site.yaml": b"base_url: https://news.example.org\ntitle: Gazette\nlocales: [en]\n",
        "content/world/story.md": ARTICLE.format("Words.").encode(),
        "content/world/p.png": PIXEL,
        "static/notes.txt": b"notes",
    }
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
        os.utime(tmp_path / path, (1_700_000_000, 1_700_000_000))  # long enough ago for hints to be believed
    return tmp_path


def build(site: Path, destination: str = "public", *words: str) -> int:
    command = ["build", "-s", str(site), "-d", str(site / destination), "--now", "2026-06-02", "-j", "1", *words]
    return cast("int", gazeta.main(command, prog_name="gazeta", standalone_mode=False, obj=Session()))


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def saved_once(module: object, name: str, target: Path, data: bytes, patch: pytest.MonkeyPatch) -> list[bytes]:
    """Saves a file right before the first call of a function that concerns it; says what was there."""
    before: list[bytes] = []
    real = cast("Callable[..., object]", getattr(module, name))

    def hooked(*arguments: object, **named: object) -> object:
        if not before and any(str(target) in str(argument) for argument in arguments):
            before.append(target.read_bytes())
            target.write_bytes(data)
        return real(*arguments, **named)

    patch.setattr(module, name, hooked)
    return before


CASES: dict[str, tuple[str, object, str, bytes]] = {
    "an article before it is parsed": (
        "content/world/story.md", texts.Now, "__getitem__", ARTICLE.format("Words of the moment.").encode(),
    ),
    "a picture before it is copied": ("content/world/p.png", staging, "open_regular", PIXEL + b"moment"),
    "a static file before it is copied": ("static/notes.txt", staging, "open_regular", b"notes of the moment"),
}  # fmt: skip


@pytest.mark.parametrize("kind", CASES)
@pytest.mark.parametrize("built", [False, True])
def test_what_was_there_for_a_moment_is_not_published_for_ever(
    kind: str, built: bool, site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, module, name, moment = CASES[kind]
    if built:
        (site / "content/world/other.md").write_text(ARTICLE.format("Other."))
        assert build(site) == 0
        (site / "content/world/other.md").unlink()
        (site / path).write_bytes((site / path).read_bytes() + b"\n")
    original = (site / path).read_bytes()
    with monkeypatch.context() as patch:
        if module is texts.Now:
            _hook_texts(patch, site / path, moment)
        else:
            assert saved_once(module, name, site / path, moment, patch) == []
        assert build(site) == 0
    assert (site / path).read_bytes() == moment
    published = tree(site / "public")
    assert build(site, "clean") == 0
    assert published == tree(site / "clean")  # what is there when the build ends
    (site / path).write_bytes(original)
    os.utime(site / path, (1_700_000_000, 1_700_000_000))
    assert build(site, "public", "--verify") == 0
    assert "Verified" in capsys.readouterr().out
    assert build(site, "again") == 0
    assert tree(site / "public") == tree(site / "again")


def _hook_texts(patch: pytest.MonkeyPatch, target: Path, moment: bytes) -> None:
    real = texts.Now.__getitem__
    done: list[str] = []

    def now(self: texts.Now, key: str) -> bytes:
        if target.as_posix().endswith(key) and not done:
            done.append(key)
            target.write_bytes(moment)
        return real(self, key)

    patch.setattr(texts.Now, "__getitem__", now)


def test_a_file_that_never_rests_is_told(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(texts, "_PAUSE", 0.0)
    real = texts.Now.__getitem__
    count = iter(range(100))

    def now(self: texts.Now, key: str) -> bytes:
        if key.endswith(".md"):
            (site / key).write_text(ARTICLE.format(f"Words {next(count)}."))
        return real(self, key)

    monkeypatch.setattr(texts.Now, "__getitem__", now)
    with pytest.raises(Changed, match="was changed while the site was read"):
        build(site)
    assert not (site / "public").exists()
    monkeypatch.undo()
    assert build(site) == 0


def test_a_file_that_vanishes_is_gone(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "content/world/other.md").write_text(ARTICLE.format("Other."))
    real = texts.Now.__getitem__
    done: list[str] = []

    def now(self: texts.Now, key: str) -> bytes:
        if key.endswith("other.md") and not done:
            done.append(key)
            (site / key).unlink()
        return real(self, key)

    monkeypatch.setattr(texts.Now, "__getitem__", now)
    assert build(site) == 0
    assert not (site / "public/world/other").exists()
    assert json.loads((site / ".gazeta/changes.json").read_text())["added"]
