"""Names, addresses and folders beyond what file systems keep or a program can go down: a sentence each, never a crash."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Call = Callable[..., "subprocess.CompletedProcess[str]"]

ARTICLE = "---\ntitle: T\ndate: 2026-01-01\n{}---\nText.\n"
LETTER = "字"

FIELDS = {
    "deep alias": ("aliases: ['/" + "a/" * 1_500 + "']\n", "long-address"),
    "alias of long parts": ("aliases: ['/" + ("b" * 200 + "/") * 30 + "']\n", "long-address"),
    "alias of one part that is too long": ("aliases: [/" + "b" * 256 + "/]\n", "bad-slug"),
    "alias whose letters take three bytes": ("aliases: [/" + LETTER * 90 + "/]\n", "bad-slug"),
    "two aliases, one of them too deep": ("aliases: [/fine/, '/" + "a/" * 101 + "']\n", "long-address"),
    "slug": ("slug: " + "s" * 300 + "\n", "bad-slug"),
    "tag of a language": ("lang: en-" + "-".join(["abcdefgh"] * 200) + "\n", "unknown-language"),
    "picture": ("image: {src: " + "p" * 5_000 + ".png, alt: x}\n", "missing-image"),
    "related": ("related: [" + "r/" * 3_000 + "x]\n", "unknown-story"),
    "related file": ("related: [" + "../" * 3_000 + "x.md]\n", "unknown-story"),
    "source": ("source: " + "s" * 20_000 + "\n", "unknown-source"),
    "nested front matter": ("tags: " + "[" * 5_000 + "]" * 5_000 + "\n", "yaml-too-large"),
    "mappings in mappings": ("".join(f"{' ' * n}a:\n" for n in range(200)), "yaml-too-large"),
}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "content" / "world").mkdir(parents=True)
    (tmp_path / "site.yaml").write_text("base_url: https://a.example\ntitle: A\nlocales: [en, pt-BR]\n")
    (tmp_path / "content" / "world" / "a.md").write_text(ARTICLE.format(""))
    yield tmp_path
    # pytest clears old folders by recursion, which ends in a folder as deep as these, and with it the whole run
    subprocess.run(["rm", "-rf", *map(str, tmp_path.iterdir())], check=True)


def nest(folder: Path, depth: int, name: str = "d") -> None:
    """Folders in folders, each made from within the one before: a whole path may be longer than the system takes."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=here)
        below = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    handle = os.open("deep.md", os.O_WRONLY | os.O_CREAT, dir_fd=here)
    os.write(handle, ARTICLE.format("").encode())
    os.close(handle)
    os.close(here)


def diagnosed(run: "subprocess.CompletedProcess[str]") -> dict[str, str]:
    assert run.returncode == 1, run.stdout + run.stderr
    return {d["code"]: d["span"]["path"] for d in json.loads(run.stdout)["diagnostics"] if d["severity"] == "error"}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_of_an_article(call: Call, site: Path, name: str) -> None:
    line, code = FIELDS[name]
    (site / "content" / "world" / "long.md").write_text(ARTICLE.format(line))
    found = diagnosed(call("build", "--format", "json", "-j", "1"))
    assert found[code] == "content/world/long.md"
    assert call("list").returncode == 1


def test_an_alias_that_is_just_short_enough_is_published(call: Call, site: Path) -> None:
    (site / "content" / "world" / "long.md").write_text(ARTICLE.format("aliases: ['/" + "a/" * 90 + "']\n"))
    assert call("build").returncode == 0
    assert (site / "public" / ("a/" * 90) / "index.html").is_file()


@pytest.mark.parametrize(("depth", "name"), [(70, "d"), (1_500, "d"), (40, "n" * 250)])
@pytest.mark.parametrize("top", ["content", "static", "templates", "themes", "locales", "assets", "translations"])
def test_folders_nested_too_deep(call: Call, site: Path, top: str, depth: int, name: str) -> None:
    (site / top).mkdir(exist_ok=True)
    nest(site / top, depth, name)
    for words in ("build --format json -j 1", "list", "new world/fresh", "translations status"):
        run = call(*words.split())
        assert run.returncode in {0, 1}, run.stderr
        if words.startswith("build") and top != "translations":
            assert {"too-deep", "unreadable-file"} & set(diagnosed(run))


def test_deep_folders_of_others_where_a_site_goes(call: Call, site: Path) -> None:
    assert call("build").returncode == 0
    (site / "public" / "robots.txt").unlink()
    (site / "public" / "robots.txt").mkdir()
    nest(site / "public" / "robots.txt", 1_200)
    run = call("build")
    assert run.returncode == 2
    assert "Gazeta did not write" in run.stderr or "name is too long" in run.stderr


def test_a_destination_that_no_disk_has(call: Call, site: Path) -> None:
    for place in ("x" * 300, "/".join(["d"] * 3_000), "a\0b"[:1] + "y" * 5_000):
        run = call("build", "-d", str(site / "out" / place))
        assert run.returncode == 2
        assert "Error: " in run.stderr


def test_a_name_that_is_no_utf_8_is_reported(call: Call, site: Path) -> None:
    for folder in ("content/world", "static", "templates", "locales", "themes"):
        (site / folder).mkdir(parents=True, exist_ok=True)
        (site / folder / os.fsdecode(b"caf\xe9.md")).write_text("x")
    found = diagnosed(call("build", "--format", "json"))
    assert found["not-utf-8"].endswith("caf\ufffd.md")
    for words in ("check", "list", "translations status", "new world/fresh"):
        assert call(*words.split()).returncode in {0, 1}
