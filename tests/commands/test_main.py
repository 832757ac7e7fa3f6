"""What all verbs have in common: help, exit statuses, and what a bug looks like."""

import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gazeta import __version__
from gazeta.__main__ import VERBS

Gazeta = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_version_comes_at_once(gazeta: Gazeta) -> None:
    """In some times the processor time that Python itself takes to start; Babel alone would be six times as much."""
    bare = [sys.executable, "-c", "import argparse, re"]
    python = min(processor_time(lambda: subprocess.run(bare, check=True)) for _ in range(5))
    ours = min(processor_time(lambda: gazeta("--version")) for _ in range(5))
    assert gazeta("--version").stdout == f"gazeta {__version__}\n"
    assert ours < 5 * python


def processor_time(run: Callable[[], object]) -> float:
    """The seconds that the processes begun here were at work."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_help_and_version_load_no_verb(gazeta: Gazeta) -> None:
    for words in (["--version"], ["--help"], []):
        code = f"import sys; sys.argv[1:] = {words}; from gazeta.__main__ import main; main()\nprint(*sys.modules)"
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=paths())
        loaded = set(run.stdout.splitlines()[-1].split())
        assert not loaded & {"rich", "babel", "jinja2", "PIL", "markdown_it", "yaml", "gazeta.engine.build"}


def paths() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_with_an_example(gazeta: Gazeta, verb: str) -> None:
    run = gazeta(verb, "--help")
    assert run.returncode == 0
    assert f"gazeta {verb}" in run.stdout.partition("Examples:")[2]
    summary = VERBS[verb].summary.partition(":")[0].rstrip(".")
    assert summary in gazeta("--help").stdout
    assert max(map(len, run.stdout.splitlines())) <= 100


@pytest.mark.parametrize(
    "words",
    [
        ["publsh"],
        ["build", "--nwo", "x"],
        ["build", "--now", "yesterday"],
        ["build", "--jobs", "0"],
        ["build", "--base-url", "javascript:x"],
        ["build", "-s", "nowhere"],
        ["list", "everything"],
        ["new"],
        ["init"],
    ],
)
def test_a_wrong_command_line_is_2(gazeta: Gazeta, words: list[str]) -> None:
    run = gazeta(*words)
    assert run.returncode == 2
    assert run.stdout == ""
    assert "Usage: gazeta" in run.stderr
    assert "Error: " in run.stderr


def test_so_is_a_bad_instant_in_the_environment(gazeta: Gazeta, news: Path) -> None:
    run = gazeta("build", "-s", "news", SOURCE_DATE_EPOCH="soon")
    assert run.returncode == 2
    assert "SOURCE_DATE_EPOCH" in run.stderr


BUG = """
import sys
import gazeta.commands.making
def build_site(*_):
    raise ZeroDivisionError("what nobody thought of\\nand more")
gazeta.commands.making.build_site = build_site
from gazeta.__main__ import main
sys.exit(main())
"""


def with_bug(folder: Path, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", BUG, *words]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={**paths(), **environment}
    )


def test_a_bug_is_a_sentence_and_a_file(tmp_path: Path, news: Path) -> None:
    run = with_bug(tmp_path, "build", "-s", "news")
    assert run.returncode == 3
    assert run.stdout == ""
    assert "Traceback" not in run.stderr
    assert "ZeroDivisionError: what nobody thought of" in run.stderr
    assert "Nothing was published" in run.stderr
    assert "https://github.com/gazeta-press/gazeta/issues" in run.stderr
    assert "news/.gazeta/crash.txt" in run.stderr
    kept = (news / ".gazeta" / "crash.txt").read_text()
    assert "Traceback" in kept
    assert f"Gazeta {__version__}" in kept
    assert not (news / "public").exists()


def test_where_nothing_can_be_written_the_file_is_elsewhere(tmp_path: Path, news: Path) -> None:
    (news / "site.yaml").rename(tmp_path / "site.yaml")
    run = with_bug(tmp_path, "check", "-s", "news", TMPDIR=str(tmp_path))
    assert run.returncode == 3
    named = re.search(r"with the file (\S+)\.\n", run.stderr)
    assert named is not None
    assert Path(named[1]).parent == tmp_path
    assert "Traceback" in Path(named[1]).read_text()
    assert not (news / ".gazeta").exists()


def test_output_that_nobody_reads_is_no_fault(tmp_path: Path, news: Path) -> None:
    command = f"{sys.executable} -m gazeta check -s news | true; echo ${{PIPESTATUS[0]}}"
    (news / "content" / "many.md").write_text("---\n" + "".join(f"key{n}: x\n" for n in range(3000)) + "---\n")
    run = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False, env=paths()
    )
    assert run.stderr == ""
    assert run.stdout == "141\n"


def test_ctrl_c_ends_it_with_130(tmp_path: Path, news: Path) -> None:
    code = BUG.replace(
        'raise ZeroDivisionError("what nobody thought of\\nand more")',
        "import time; print(flush=True); time.sleep(60)",
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, "build", "-s", "news"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=paths(),
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert errors.strip() == "Interrupted. Nothing was published; the site that was there is as it was."
    assert not (news / "public").exists()
