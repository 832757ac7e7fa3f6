"""Reading and writing in folders that may be anybody's."""

import os
import stat
from pathlib import Path

import pytest

from gazeta.edge.files import create_below, make_private, open_regular, read_below, replace_below


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_a_file_is_written_with_its_folders_and_replaced_in_one_step(tmp_path: Path) -> None:
    replace_below(tmp_path, "a/b/c.txt", b"1")
    number = (tmp_path / "a/b/c.txt").stat().st_ino
    replace_below(tmp_path, "a/b/c.txt", b"2", lasting=True)
    assert read_below(tmp_path, "a/b/c.txt") == b"2"
    assert (tmp_path / "a/b/c.txt").stat().st_ino != number
    assert names(tmp_path) == {"a", "a/b", "a/b/c.txt"}


def test_permissions_stay(tmp_path: Path) -> None:
    replace_below(tmp_path, "x", b"1", mode=0o600)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600
    replace_below(tmp_path, "x", b"2")
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600


def test_what_is_there_is_not_created(tmp_path: Path) -> None:
    create_below(tmp_path, "a/x", b"1")
    with pytest.raises(FileExistsError):
        create_below(tmp_path, "a/x", b"2")
    assert read_below(tmp_path, "a/x") == b"1"


@pytest.mark.parametrize("link", ["a", "a/b", "a/b/c.txt", "a/b/.c.txt.new"])
@pytest.mark.parametrize("write", [create_below, replace_below])
def test_nothing_is_written_through_a_link(link: str, write: "object", tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    (outside / "b").mkdir(parents=True)
    victim = outside / "victim"
    victim.write_text("precious")
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(victim if link.endswith((".txt", ".new")) else outside)
    before = names(outside)
    try:
        write(root, "a/b/c.txt", b"1")  # type: ignore[operator]
    except OSError as error:
        assert isinstance(error, FileExistsError) or "symbolic link" in str(error)  # noqa: PT017
    else:
        assert link.endswith(".new")
        assert read_below(root, "a/b/c.txt") == b"1"
    assert names(outside) == before
    assert victim.read_text() == "precious"


def test_a_link_that_leads_nowhere_is_one_too(tmp_path: Path) -> None:
    (tmp_path / "x").symlink_to(tmp_path / "nowhere")
    for work in (lambda: replace_below(tmp_path, "x", b"1"), lambda: read_below(tmp_path, "x")):
        with pytest.raises(OSError, match="symbolic link"):
            work()
    assert not (tmp_path / "nowhere").exists()


def test_pipes_devices_and_folders_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for place in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(OSError, match="neither a file nor a folder"):
            open_regular(place)
    with pytest.raises(OSError, match="folder"):
        open_regular(tmp_path / "folder")
    for name in ("pipe", "folder"):
        with pytest.raises(OSError, match="neither"):
            replace_below(tmp_path, name, b"1")


def test_a_private_folder(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    for name in ("open", "new"):
        make_private(tmp_path / name)
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o700
    (tmp_path / "link").symlink_to(tmp_path / "open")
    with pytest.raises(OSError, match="symbolic link"):
        make_private(tmp_path / "link")
