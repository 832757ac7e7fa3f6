"""Commands × faulty files × patterns of bytes, and options × garbage: no input may end as “a bug in Gazeta”.

Run within this process; what streams do to a command is in `test_streams`.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Call = Callable[..., "subprocess.CompletedProcess[str]"]

GOOD = {
    "site.yaml": "base_url: https://a.example\ntitle: A\nlocales: [en, pt-BR]\nwidgets: {w: {type: recent}}\n",
    "content/_sources.yaml": "wire: {name: City Wire}\n",
    "content/world/_section.yaml": "title: {en: World, pt: Mundo}\n",
    "content/world/a.md": "---\ntitle: A\ndate: 2026-01-01\nsource: wire\nimage: {src: p.png, alt: x}\n---\n[[b]] text.\n",
    "content/world/a.pt-BR.md": "---\ntitle: Á\n---\nTexto.\n",
    "content/world/b.md": "---\ntitle: B\ndate: 2026-01-02\nrelated: [world/a]\nwidgets: [w]\n---\n![x](p.png)\n",
}
FAULTY = (
    *GOOD,
    "content/world/p.png",
    "content/world/p.svg",
    "locales/pt-BR/LC_MESSAGES/gazeta.po",
    "locales/gazeta.pot",
    "templates/article.html",
    "themes/broadsheet/theme.yaml",
    "themes/broadsheet/templates/base.html",
    "assets/style.css",
    "static/robots.txt",
    "translations/world/a.pt-BR.json",
    ".gazeta/changes.json",
)
PATTERNS: dict[str, bytes] = {
    "nothing": b"",
    "zeros": bytes(3_000),
    "all bytes": bytes(range(256)) * 4,
    "UTF-16": "title: Zażółć\n".encode("utf-16"),
    "a cut letter": "---\ntitle: é".encode()[:-1],
    "brackets": b"[" * 20_000,
    "braces": b"{" * 20_000,
    "front matter of brackets": b"---\ntitle: " + b"[" * 9_000 + b"\n---\n",
    "quotations": b"---\ntitle: T\ndate: 2026-01-01\n---\n" + b"> " * 2_000 + b"x\n",
    "lists and links": b"---\ntitle: T\ndate: 2026-01-01\n---\n" + b"- " * 1_000 + b"x\n\n" + b"[" * 3_000 + b"\n",
    "templates": b"{% if x %}" * 1_500 + b"{{ (" + b"(" * 1_500,
    "a number": b"17\n",
    "null": b"null\n",
    "a list": b"- a\n- b\n",
    "keys of other kinds": b"? [a]\n: b\n1: 2\ntitle: {en: [x]}\nlocales: {en: {fallback: en}}\n",
}
KINDS = ("folder", "link to itself", "link elsewhere", "fifo")
ALWAYS = ("build -j 1", "list", "next-change", "explain world/a", "translations status")
IN_TURN = (
    "check -j 1",
    "translations check",
    "translations extract",
    "translations update",
    "translations diff",
    "new -t world/a -l pt-BR",
    "build -j 1 --format json -D -F -E",
)
"""Two of these for each file and pattern: all of them for each file."""


def write(site: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)


def spoil(site: Path, path: str, kind: str) -> None:
    place = site / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    if kind == "folder":
        place.mkdir()
    elif kind == "link to itself":
        place.symlink_to(place.name)
    elif kind == "link elsewhere":
        place.symlink_to("/etc/passwd")
    else:
        os.mkfifo(place)


def blamed(run: "subprocess.CompletedProcess[str]") -> str:
    """What an exit status or a word of a run gives away of Python."""
    said = run.stdout + run.stderr
    words = ("Traceback", "bug in Gazeta", "object at 0x", "Errno", "Error:  ", "codec can't", "NoneType")
    return f"{run.returncode}\n{said}" if run.returncode not in {0, 1, 2} or any(w in said for w in words) else ""


@pytest.mark.parametrize("path", FAULTY)
def test_no_bytes_of_any_file_are_a_bug(call: Call, tmp_path: Path, path: str) -> None:
    """Seven commands, on each of 17 files, with 15 patterns of bytes and as 4 other kinds: 2,261 runs."""
    for number, name in enumerate([*PATTERNS, *KINDS]):
        site = tmp_path / str(number)
        write(site, {file: text.encode() for file, text in GOOD.items()} | {path: PATTERNS.get(name, b"")})
        if name in KINDS:
            spoil(site, path, name)
        turn = [IN_TURN[(2 * number + step) % len(IN_TURN)] for step in (0, 1)]
        for words in (*ALWAYS, *turn):
            fault = blamed(call(*words.split(), cwd=site))
            assert not fault, f"{words}, where {path} is {name}: {fault}"


def garbage() -> Iterator[list[str]]:
    """Options of all verbs with values that they cannot take; a verb that ran would find a sound site."""
    paths = ("nowhere", "site.yaml", "/dev/null", "a\udcffb", "x" * 5_000, "")
    instants = ("garbage", "2026-13-45", "-1", "9" * 40, "2026-06-02T25:00:00Z", "", "0000-00-00")
    for verb in ("build", "check", "list", "next-change", "explain /", "serve", "new world/x", "translations status"):
        yield from ([*verb.split(), "-s", path] for path in paths)
        yield from ([*verb.split(), "--now", instant] for instant in instants)
        yield [*verb.split(), "--nonsense"]
    for value in ("-1", "0", "999", "x", "1.5", ""):
        yield ["build", "-j", value]
        yield ["serve", "-p", value if value != "999" else "99999"]
    for url in ("a.example", "javascript:x", "http://", "//a", "https://a b", "\udcff", "http://[::1", "x" * 9_000):
        yield ["build", "-b", url]
        yield ["init", "fresh", "-b", url]
    for value in ("xx", "garbage", "", "\udcff", "-", "x" * 300):
        yield ["init", "fresh", "-l", value]
        yield ["translations", "status", "-l", value]
        yield ["new", "-t", "world/a", "-l", value]
        yield ["build", "--format", value]
        yield ["translations", "status", "--state", value]
        yield ["build", "--max-changes", value or "-1"]
    for bind in ("nowhere.invalid", "999.1.1.1", "::zz", "", "\udcff", "x" * 300, "a..b"):
        yield ["serve", "--bind", bind]
    yield from (["serve", "--editor", editor] for editor in ("nothing", "", "\udcff"))
    yield from ([verb] for verb in ("explain", "init", "new"))


@pytest.mark.parametrize("words", [pytest.param(words, id=ascii(" ".join(words))[:60]) for words in garbage()])
def test_no_option_takes_garbage(call: Call, tmp_path: Path, words: list[str]) -> None:
    write(tmp_path, {file: text.encode() for file, text in GOOD.items()})
    write(tmp_path, {"content/world/a.md": b"---\ntitle: A\ndate: 2026-01-01\n---\nText.\n"})
    run = call(*words)
    assert not blamed(run), words
    assert run.returncode == 2, f"{words}: {run.stdout}{run.stderr}"
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize(
    "subject", ["\udcff", "\0", "x" * 70_000, "/" * 5_000, "../" * 2_000, "", "http://[::1", "%ff", "“"]
)
def test_names_of_articles_and_pages_that_nobody_has(call: Call, tmp_path: Path, subject: str) -> None:
    write(tmp_path, {file: text.encode() for file, text in GOOD.items()})
    for words in (
        ["explain"],
        ["translations", "status"],
        ["translations", "mark"],
        ["new"],
        ["new", "-l", "pt", "-t"],
    ):
        assert not blamed(call(*words, subject)), words


def test_places_where_nothing_can_be_written(call: Call, tmp_path: Path) -> None:
    write(tmp_path, {file: text.encode() for file, text in GOOD.items()} | {"file": b""})
    (tmp_path / "content/world/p.png").unlink(missing_ok=True)
    for place in ("file", "file/below", "/dev/null", "/proc/nowhere", "/", "content", ".", "\udcff/" + "y" * 300, ""):
        run = call("build", "-d", place)
        assert not blamed(run), place
        assert run.returncode == 2 or place.startswith("\udcff"), place
    for name in (".gazeta", "public", "locales"):
        shutil.rmtree(tmp_path / name, ignore_errors=True)
        write(tmp_path, {name: b"a file"})
        for words in (*ALWAYS, *IN_TURN):
            assert not blamed(call(*words.split())), (name, words)
        (tmp_path / name).unlink()
