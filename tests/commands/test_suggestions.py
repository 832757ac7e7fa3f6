"""What a command line that is nearly right is told; and where a command looks for the site."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gazeta import __version__
from gazeta.__main__ import _OTHERS, VERBS

Gazeta = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("biuld", "There is no command “biuld”. Did you mean “build”?"),
        ("BUILD", "Did you mean “build”?"),
        ("nextchange", "Did you mean “next-change”?"),
        ("server", "Did you mean “serve”?"),
        ("preview", "Did you mean “serve”?"),
        ("zzz", "There is no command “zzz”. `gazeta --help` lists what there is."),
        ("--verison", "Did you mean '--version'?"),
        ("build --darfts", "Did you mean '--drafts'?"),
        ("-s . build", "stand behind its name: gazeta COMMAND -s"),
        ("help biuld", "Did you mean “build”?"),
        ("translations exract", "Did you mean “extract”?"),
        ("help translations exract", "Did you mean “extract”?"),
    ],
)
def test_a_slip_is_told_what_was_meant(gazeta: Gazeta, words: str, said: str) -> None:
    run = gazeta(*words.split())
    assert run.returncode == 2
    assert run.stdout == ""
    assert said in run.stderr


def test_help_and_version_as_others_have_them(gazeta: Gazeta) -> None:
    assert gazeta("version").stdout == gazeta("-V").stdout == f"gazeta {__version__}\n"
    assert gazeta("help").stdout == gazeta("--help").stdout
    assert gazeta("help", "build").stdout == gazeta("build", "--help").stdout
    assert gazeta("help", "translations", "mark").stdout == gazeta("translations", "mark", "--help").stdout


def test_the_names_of_others_mean_verbs_and_hide_none() -> None:
    assert set(_OTHERS.values()) <= set(VERBS)
    assert not set(_OTHERS) & {*VERBS, "help", "version"}


def test_the_site_is_looked_for_in_the_folders_above(gazeta: Gazeta, news: Path) -> None:
    (news.parent / "site.yaml").write_text("title: another\n")
    run = gazeta("list", "-s", "news/content")
    assert run.returncode == 1  # what is named is taken at its word
    for words in (["list"], ["check"], ["next-change"], ["build"]):
        run = gazeta(*words, cwd=news / "content" / "world")
        assert run.returncode == 0, run.stderr
        assert f"The site is in {news}." in run.stderr
        assert f"The site is in {news}." not in gazeta(*words, cwd=news).stderr
    assert (news / "public" / "index.html").is_file()


@pytest.mark.parametrize("words", ["serve --now garbage", "build --now garbage", "list --now garbage", "serve"])
def test_no_verb_takes_an_instant_that_is_none(gazeta: Gazeta, news: Path, words: str) -> None:
    run = gazeta(*words.split(), "-s", "news", SOURCE_DATE_EPOCH="abc")
    assert run.returncode == 2
    assert "Invalid value for '--now'" in run.stderr
    assert not (news / ".gazeta").exists()
