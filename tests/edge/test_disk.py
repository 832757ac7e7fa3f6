import hashlib
import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from gazeta.core.digest import digest_bytes
from gazeta.edge import disk, texts
from gazeta.edge.disk import article_paths, read_shipped, read_site, shipped_root
from gazeta.edge.files import open_regular

_stream = BytesIO()
Image.new("RGB", (3, 2)).save(_stream, "PNG")
PNG = _stream.getvalue()


def write(root: Path, *paths: str, data: bytes = b"x") -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def problems(root: Path) -> list[str]:
    return [f"{d.span.path} {d.code}" for d in read_site(root)[1]]


def test_texts_and_media_by_place_and_suffix(tmp_path: Path) -> None:
    texts = [
        "assets/logo.png",
        "content/_sources.yaml",
        "content/m/a.md",
        "locales/pt/LC_MESSAGES/gazeta.po",
        "site.yaml",
        "templates/article.html",
        "themes/mine/assets/font.woff2",
        "themes/mine/theme.yaml",
    ]
    media = [
        "content/m/data.csv",
        "content/m/photo.PNG",
        "static/.well-known/security.txt",
        "static/a.md",
        "static/b.html",
    ]
    write(tmp_path, *texts, *media)
    snapshot, found = read_site(tmp_path)
    assert found == ()
    assert list(snapshot.texts) == texts
    assert list(snapshot.media) == media
    assert snapshot.texts["content/m/a.md"] == b"x"


def test_what_is_ignored(tmp_path: Path) -> None:
    ignored = [
        ".git/config",
        ".gazeta/outputs.json",
        "public/index.html",
        "node_modules/a/content/a.md",
        "README.md",
        "content/.a.md.swp",
        "content/.#a.md",
        "content/#a.md#",
        "content/a.md~",
        "content/a.swp",
        "content/.hidden/a.md",
        "static/.DS_Store",
    ]
    write(tmp_path, "site.yaml", *ignored)
    snapshot, found = read_site(tmp_path)
    assert found == ()
    assert list(snapshot.texts) == ["site.yaml"]
    assert snapshot.media == {}


def test_a_section_may_be_called_public(tmp_path: Path) -> None:
    write(tmp_path, "site.yaml", "content/public/a.md")
    assert "content/public/a.md" in read_site(tmp_path)[0].texts


def test_media_have_digest_size_and_dimensions(tmp_path: Path) -> None:
    write(tmp_path, "site.yaml")
    write(tmp_path, "content/m/photo.png", data=PNG)
    write(tmp_path, "content/m/broken.jpg", "static/video.mp4")
    media = read_site(tmp_path)[0].media
    photo = media["content/m/photo.png"]
    assert (photo.width, photo.height, photo.fault, photo.size) == (3, 2, "", len(PNG))
    assert photo.digest == digest_bytes(PNG)
    assert Path(photo.location) == tmp_path / "content/m/photo.png"
    assert media["content/m/broken.jpg"].fault
    video = media["static/video.mp4"]
    assert (video.width, video.fault, video.digest) == (0, "", hashlib.blake2b(b"x", digest_size=16).hexdigest())


def test_links_are_reported_and_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    write(secret, "a.md", data=b"the secret")
    root = tmp_path / "site"
    write(root, "site.yaml", "content/m/a.md")
    (root / "content/linked.md").symlink_to(secret / "a.md")
    (root / "content/folder").symlink_to(secret)
    (root / "content/loop").symlink_to(root / "content")
    (root / "content/nowhere").symlink_to("/does/not/exist")
    (root / "static").symlink_to(secret)
    snapshot, _ = read_site(root)
    assert b"the secret" not in snapshot.texts.values()
    assert snapshot.media == {}
    assert problems(root) == [
        "content/folder symlink",
        "content/linked.md symlink",
        "content/loop symlink",
        "content/nowhere symlink",
        "static symlink",
    ]


def test_a_file_that_becomes_a_link_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "site.yaml", "content/a.md", "secret")
    real = disk._Reader.unique

    def swap(self: object, files: object) -> object:
        for file in real(self, files):  # type: ignore[arg-type]
            if file.key.endswith("a.md"):
                Path(file.location).unlink()
                Path(file.location).symlink_to(tmp_path / "secret")
            yield file

    monkeypatch.setattr(disk._Reader, "unique", swap)
    snapshot, found = read_site(tmp_path)
    assert "content/a.md" not in snapshot.texts
    assert [d.code for d in found] == ["unreadable-file"]


def test_names_that_unicode_makes_equal(tmp_path: Path) -> None:
    write(tmp_path, "site.yaml", "content/caf\u00e9.md", "content/cafe\u0301.md", "content/vis\u0301.md")
    snapshot, _ = read_site(tmp_path)
    assert problems(tmp_path) == ["content/caf\u00e9.md address-collision"]
    assert set(snapshot.texts) == {"site.yaml", "content/caf\u00e9.md", "content/vi\u015b.md"}


def test_names_that_are_none(tmp_path: Path) -> None:
    write(tmp_path, "site.yaml", "content/a.md", "content/a\nb.md")
    Path(os.fsdecode(os.fsencode(tmp_path / "content") + b"/\xff.md")).write_text("x")
    found = read_site(tmp_path)[1]
    assert [d.code for d in found] == ["bad-characters", "not-utf-8"]
    for diagnostic in found:
        assert str(diagnostic.span).isprintable()


def test_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "site.yaml", "content/a.md", "content/large.md", "static/b.png")
    os.mkfifo(tmp_path / "content/pipe.md")
    with (tmp_path / "content/large.md").open("wb") as file:
        file.truncate(texts.MAX_TEXT_BYTES + 1)
    real = open_regular

    def refuse(location: str) -> object:
        if Path(location).name in {"a.md", "b.png"}:
            raise PermissionError(13, "Permission denied", str(location))
        return real(location)

    monkeypatch.setattr(disk, "open_regular", refuse)
    found = read_site(tmp_path)[1]
    assert sorted(f"{d.span.path} {d.code}" for d in found) == [
        "content/a.md unreadable-file",
        "content/large.md file-too-large",
        "content/pipe.md unreadable-file",
        "static/b.png unreadable-file",
    ]
    assert all(d.hint for d in found)


def test_without_site_yaml(tmp_path: Path) -> None:
    write(tmp_path, "content/a.md")
    (found,) = read_site(tmp_path)[1]
    assert (found.code, found.span.path) == ("missing-file", "site.yaml")
    assert "gazeta init" in found.hint


def test_what_ships_is_there() -> None:
    shipped = read_shipped()
    assert "themes/broadsheet/theme.yaml" in shipped
    assert (shipped_root() / "themes").is_dir()
    assert all(key.startswith(("themes/", "locales/")) for key in shipped)


def test_article_paths(tmp_path: Path) -> None:
    assert article_paths(tmp_path) == []
    write(tmp_path, "content/b.md", "content/a/index.md", "content/a/_notes.md", "content/a/x.png")
    assert article_paths(tmp_path) == ["content/a/index.md", "content/b.md"]
