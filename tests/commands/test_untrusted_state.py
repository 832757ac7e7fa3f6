"""What builds remember is not believed for lying in `.gazeta`, nor does it matter much when it is lost."""

import json
import os
import resource
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gazeta.buildstate import outputs
from gazeta.buildstate.seal import seal
from gazeta.core.digest import digest_bytes
from gazeta.edge.publish import publication
from gazeta.engine.output import Output

Gazeta = Callable[..., "subprocess.CompletedProcess[str]"]

PUBLIC = digest_bytes(b"public")[:16]
KEY = {"GAZETA_STATE_KEY": "only the newsroom knows this"}
SCRIPT = "<script src=/evil.js></script>"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "gazeta"


def build(gazeta: Gazeta, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return gazeta("build", "-s", "news", *words, **environment)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# links, pipes and other strange things

NAMES = [
    f"lock-{PUBLIC}", f"outputs-{PUBLIC}.json", f".outputs-{PUBLIC}.json.new", f"store-{PUBLIC}.sqlite",
    f"store-{PUBLIC}.sqlite-journal", f"store-{PUBLIC}.sqlite-wal", "changes.json", f"changes-{PUBLIC}.new", "verify",
    f"stage-{PUBLIC}",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_links_in_it_are_not_followed(name: str, gazeta: Gazeta, news: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "victim").write_text("precious")
    for target in ("outside/victim", "outside"):
        shutil.rmtree(news / ".gazeta", ignore_errors=True)
        (news / ".gazeta").mkdir()
        (news / ".gazeta" / name).symlink_to(tmp_path / target)
        run = build(gazeta, "--verify")
        assert run.returncode in {0, 2}, run.stderr
        assert run.returncode == 0 or "symbolic link" in run.stderr
        assert "Traceback" not in run.stderr
        assert tree(tmp_path / "outside") == {"victim": b"precious"}
        shutil.rmtree(news / "public", ignore_errors=True)


@pytest.mark.parametrize("name", NAMES)
def test_pipes_and_sockets_in_it_stop_nobody_for_ever(name: str, gazeta: Gazeta, news: Path) -> None:
    for make in (os.mkfifo, _socket, os.mkdir):
        shutil.rmtree(news / ".gazeta", ignore_errors=True)
        (news / ".gazeta").mkdir()
        make(news / ".gazeta" / name)
        run = build(gazeta)
        assert run.returncode in {0, 2}, run.stderr
        assert "Traceback" not in run.stderr
        assert "bug in Gazeta" not in run.stderr
        shutil.rmtree(news / "public", ignore_errors=True)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's whole path must be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def test_the_folder_itself_is_no_link(gazeta: Gazeta, news: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir(mode=0o755)
    (news / ".gazeta").symlink_to(tmp_path / "outside")
    run = build(gazeta)
    assert run.returncode == 2
    assert "symbolic link" in run.stderr
    assert list((tmp_path / "outside").iterdir()) == []
    assert stat.S_IMODE((tmp_path / "outside").stat().st_mode) == 0o755
    assert build(gazeta, "--state", "news/.gazeta").returncode == 0  # who names it means where it leads


def test_a_crash_is_not_written_through_a_link(gazeta: Gazeta, news: Path, tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("precious")
    (news / ".gazeta").mkdir()
    (news / ".gazeta" / "crash.txt").symlink_to(tmp_path / "victim")
    code = (
        "from pathlib import Path; from gazeta.commands.crash import report_crash; "
        "from gazeta.commands.session import Session; s = Session(); s.source = Path('news'); "
        "report_crash(ValueError('x'), s)"
    )
    done = subprocess.run(
        [*_python(), "-c", code], cwd=tmp_path, env=_environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "victim").read_text() == "precious"


def _python() -> list[str]:
    return [sys.executable]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


# lists


@pytest.mark.parametrize(
    "path",
    ["../../victim", "{}/victim", "a/../../../victim", "./index.html", "", "..", "a//b", "a\\b", ".gazeta-new/x"],
)
def test_a_list_with_a_path_elsewhere_is_no_list(path: str, gazeta: Gazeta, news: Path, tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("precious")
    (news / "public").mkdir()
    (news / "public" / "index.html").write_text("x")
    (news / ".gazeta").mkdir()
    book = {"destination": "public", "files": ["index.html", path.format(tmp_path)], "version": 1}
    (news / ".gazeta" / f"outputs-{PUBLIC}.json").write_text(json.dumps(book))
    run = build(gazeta)
    assert run.returncode == 2
    assert "did not write" in run.stderr
    assert (tmp_path / "victim").read_text() == "precious"
    assert tree(news / "public") == {"index.html": b"x"}


# who may read it


def test_nobody_else_may_read_it(gazeta: Gazeta, news: Path) -> None:
    (news / ".gazeta").mkdir(mode=0o755)
    old = os.umask(0)
    try:
        for words in ((), ("--drafts",)):
            assert build(gazeta, *words).returncode == 0
            assert stat.S_IMODE((news / ".gazeta").stat().st_mode) == 0o700
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (news / ".gazeta").rglob("*")}
            assert set(modes.values()) == {0o600}, modes
    finally:
        os.umask(old)


def test_what_is_remembered_is_never_published(gazeta: Gazeta, news: Path, tmp_path: Path) -> None:
    for state in ("out/state", "out", "."):
        run = build(gazeta, "-d", "out", "--state", state)
        assert run.returncode == 2, state
        assert "--state" in run.stderr or "sources" in run.stderr
    assert not (tmp_path / "out").exists()
    assert build(gazeta, "-d", "out", "--state", "state").returncode == 0
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700
    assert not (news / ".gazeta").exists()
    assert "0 files written" in build(gazeta, "-d", "out", "--state", "state").stdout
    assert gazeta("explain", "/", "-s", "news", "-d", "out", "--state", "state").returncode == 0
    assert not (news / ".gazeta").exists()


# one that comes along


def git(news: Path, *words: str) -> None:
    own = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, *words], cwd=news, check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="no git here")
def test_one_that_git_tracks_is_not_used(gazeta: Gazeta, news: Path, cache: Path) -> None:
    assert build(gazeta).returncode == 0
    poison(min((news / ".gazeta").glob("store-*")))
    git(news, "init", "-q")
    git(news, "add", "-f", ".gazeta", "content", "site.yaml")
    git(news, "commit", "-qm", "all of it")
    shutil.rmtree(news / "public")
    before = tree(news / ".gazeta")
    run = build(gazeta)
    assert run.returncode == 0, run.stderr
    assert "came with the repository" in run.stderr
    assert not any(SCRIPT.encode() in data for data in tree(news / "public").values())
    assert tree(news / ".gazeta") == before
    assert len(list(cache.glob("news-*/store-*"))) == 1
    assert "0 files written" in build(gazeta).stdout


def poison(store: Path) -> None:
    """Puts a script into an article, with a checksum that is right."""
    with sqlite3.connect(store) as database:
        for table in ("insides", "articles"):
            for name, data in list(database.execute(f"select name, data from {table}")):
                other = data.replace(b"<p>", b"<p>" + SCRIPT.encode())
                sealed = (other, seal(table, name, other), name)
                database.execute(f"update {table} set data = ?, sum = ? where name = ?", sealed)


# one with a key


def test_with_a_key_a_store_of_somebody_else_is_dropped(gazeta: Gazeta, news: Path) -> None:
    assert build(gazeta).returncode == 0
    shutil.rmtree(news / "public")
    poison(min((news / ".gazeta").glob("store-*")))
    assert build(gazeta).returncode == 0
    assert any(SCRIPT.encode() in data for data in tree(news / "public").values())  # whoever wrote it is believed
    shutil.rmtree(news / "public")
    shutil.rmtree(news / ".gazeta")
    assert build(gazeta, **KEY).returncode == 0
    assert "0 files written" in build(gazeta, **KEY).stdout
    shutil.rmtree(news / "public")
    poison(min((news / ".gazeta").glob("store-*")))
    run = build(gazeta, **KEY)
    assert run.returncode == 0
    assert not any(SCRIPT.encode() in data for data in tree(news / "public").values())


def test_with_a_key_a_list_of_somebody_else_is_no_list(gazeta: Gazeta, news: Path) -> None:
    assert build(gazeta).returncode == 0
    before = tree(news / "public")
    run = build(gazeta, **KEY)
    assert run.returncode == 2
    assert "GAZETA_STATE_KEY" in run.stderr
    shutil.rmtree(news / "public")
    assert build(gazeta, **KEY).returncode == 0
    assert tree(news / "public") == before
    (path,) = (news / ".gazeta").glob("outputs-*")
    book = json.loads(path.read_text())
    (news / "public" / "mine.txt").write_text("mine")
    path.write_text(json.dumps({**book, "files": [*book["files"], "mine.txt"]}))
    assert build(gazeta, **KEY).returncode == 2
    assert (news / "public" / "mine.txt").read_text() == "mine"
    assert build(gazeta, GAZETA_STATE_KEY="another key of theirs").returncode == 2


def test_a_key_that_can_be_guessed_is_none(gazeta: Gazeta, news: Path) -> None:
    run = build(gazeta, GAZETA_STATE_KEY="secret")
    assert run.returncode == 2
    assert "can be guessed" in run.stderr
    assert not (news / "public").exists()


def test_a_cache_of_another_machine_goes_on_with_the_key(gazeta: Gazeta, news: Path, tmp_path: Path) -> None:
    assert build(gazeta, **KEY).returncode == 0
    shutil.copytree(news, tmp_path / "machine" / "news")
    run = gazeta("build", cwd=tmp_path / "machine" / "news", **KEY)
    assert "0 files written" in run.stdout, run.stderr


# lost


def _unreachable() -> None:
    """A disk on which no file can have more than some kilobytes: pages have room, a store has not."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))


def test_a_disk_too_full_for_the_store_is_a_warning(gazeta: Gazeta, news: Path, tmp_path: Path) -> None:
    for number in range(30):
        text = f"---\ntitle: Story {number}\ndate: 2026-05-01\n---\n\n{'Word. ' * 300}\n"
        (news / "content" / f"story-{number}.md").write_text(text)
    for attempt in range(3):
        command = [*_python(), "-m", "gazeta", "build", "-s", "news", "--now", "2026-06-02", "--verify"]
        run = subprocess.run(
            command, cwd=tmp_path, env=_environment(), capture_output=True, text=True, check=False,
            preexec_fn=_unreachable,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        assert "cannot be kept" in run.stderr
        assert "Warning" in run.stderr
        assert ("0 files written" in run.stdout) == (attempt > 0), run.stdout
        assert "Verified" in run.stdout
    assert build(gazeta, "--now", "2026-06-02").returncode == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="the system lets root write everywhere")
def test_a_folder_that_is_closed_is_a_warning(gazeta: Gazeta, news: Path) -> None:
    (news / ".gazeta").mkdir()
    (news / ".gazeta").chmod(0o500)
    try:
        for _ in range(2):
            assert build(gazeta).returncode == 0
    finally:
        (news / ".gazeta").chmod(0o700)


def test_a_list_that_has_no_room_is_kept_elsewhere(
    gazeta: Gazeta, news: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder where the list is to be stands for a disk on which nothing more can be written."""
    state, place = news / ".gazeta", news / "public"
    real = outputs._write

    def full(path: Path, data: bytes) -> None:
        if path.parent == state:
            raise OSError(28, "No space left on device", str(path))
        real(path, data)

    def publish(*paths: str) -> int:
        files = [Output(path=path, rank="page", digest=digest_bytes(b"x"), data=b"x") for path in paths]
        with publication(place, state) as site:
            return site.publish([site.stage(file) for file in files], frozenset(paths)).deleted

    monkeypatch.setattr(outputs, "_write", full)
    assert publish("a.html", "b.html") == 0
    assert publish("a.html", "c.html") == 1
    assert len(list(cache.glob("outputs-*.json"))) == 1
    monkeypatch.setattr(outputs, "_write", real)
    assert publish("a.html") == 1
    assert list(cache.glob("outputs-*.json")) == []
    assert len(list(state.glob("outputs-*.json"))) == 1
    assert set(tree(place)) == {"a.html"}


@pytest.mark.parametrize(
    ("table", "name", "data"),
    [
        ("documents", "phrasebooks", b"[[]]"),
        ("documents", "phrasebooks", b"[" * 100_000),
        ("documents", "hints", b'{"site.yaml": 1}'),
        ("insides", "content/world/story.md", b'{"headings": [{"level": "x"}]}'),
        ("insides", "content/world/story.md", b"[" * 100_000),
        ("rows", "no/row", b"{}"),
    ],
)
def test_what_is_of_another_kind_is_forgotten(
    table: str, name: str, data: bytes, gazeta: Gazeta, news: Path, tmp_path: Path
) -> None:
    (news / "content" / "world").mkdir(parents=True, exist_ok=True)
    story = news / "content" / "world" / "story.md"
    story.write_text("---\ntitle: A story\ndate: 2026-05-01\n---\n## Head\n\nText.\n")
    assert build(gazeta).returncode == 0
    with sqlite3.connect(news / ".gazeta" / f"store-{PUBLIC}.sqlite") as store:
        store.execute(f"insert or replace into {table} values (?, ?, ?)", (name, data, seal(table, name, data)))
    store.close()
    (news / "site.yaml").write_text((news / "site.yaml").read_text() + "description: Another one\n")
    for words in (("explain", "/"), ("build",), ("next-change",)):
        run = gazeta(*words, "-s", "news")
        assert run.returncode == 0, (words, run.stderr)
        assert "bug in Gazeta" not in run.stderr
    assert build(gazeta, "--verify").returncode == 0


@pytest.mark.parametrize("number", [2**64 - 1, 2**53, -1])
def test_a_list_with_a_number_that_no_list_has_is_none(number: int, gazeta: Gazeta, news: Path) -> None:
    assert build(gazeta).returncode == 0
    path = news / ".gazeta" / f"outputs-{PUBLIC}.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "number": number}))
    with (news / "site.yaml").open("a") as file:
        file.write("description: Another one\n")
    run = build(gazeta)
    assert run.returncode == 2
    assert "files in it that Gazeta did not write" in run.stderr


def test_a_link_in_place_of_the_store_stops_nobody_who_only_reads(gazeta: Gazeta, news: Path, tmp_path: Path) -> None:
    (news / ".gazeta").mkdir()
    (news / ".gazeta" / f"store-{PUBLIC}.sqlite").symlink_to(tmp_path / "elsewhere")
    assert gazeta("next-change", "-s", "news").returncode == 0
