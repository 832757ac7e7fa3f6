"""The engines that `bench/run.py` compares, and where each of them is found."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import newsroom
import sites
from msgspec import Struct
from msgspec.structs import replace

NOW = "2026-06-02T22:00:00+00:00"
"""The instant of every build: ages such as `4h ago` are part of the pages."""
WORKS = ("cold", "unchanged", "body", "template")
ELEVENTY = sites.PEERS / "eleventy/node_modules/@11ty/eleventy"


class Engine(Struct, frozen=True, kw_only=True):
    """One way to build the newsroom.

    `write` makes the site's folder, in which `command` runs; where it publishes, it ends before the output folder's
    path. `footer` is the template that ends every page, which an edit changes. `state` is what lies in the site's
    folder after a build and a cold build must not find. `works` are the kinds of work worth measuring, and `largest`
    is the greatest number of articles that it is asked for unless told otherwise.
    """

    name: str
    label: str
    write: Callable[[Path, int], None]
    command: tuple[str, ...]
    footer: str
    state: tuple[str, ...] = ()
    works: tuple[str, ...] = WORKS
    publishes: bool = True
    largest: int = 20_000

    def build(self, output: Path) -> list[str]:
        """The command that builds the site in the working directory to the output folder."""
        return [*self.command, str(output)] if self.publishes else [*self.command]


def find(names: list[str], venv: Path) -> tuple[list[Engine], list[str]]:
    """The engines of these names that are installed, and a sentence about each that is not."""
    finders = {"gazeta": _gazeta, "hugo": _hugo, "pelican": _pelican, "eleventy": _eleventy}
    engines: list[Engine] = []
    missing: list[str] = []
    for name in names:
        if name not in finders:
            sys.exit(f"There is no engine “{name}”; there are {', '.join(finders)}.")
        found = finders[name](venv)
        if isinstance(found, str):
            missing.append(found)
        else:
            engines += found
    return engines, missing


def _gazeta(_venv: Path) -> list[Engine] | str:
    engine = Engine(
        name="gazeta",
        label="Gazeta",
        write=newsroom.write,
        command=(sys.executable, "-m", "gazeta", "build", "--now", NOW, "--destination"),
        footer=newsroom.FOOT,
        state=(".gazeta",),
        works=(*WORKS, "fresh"),
    )
    return [engine]


def _hugo(venv: Path) -> list[Engine] | str:
    """Hugo twice: to a folder in memory, and with `--renderToMemory`, whose output never leaves its process."""
    inside = sorted(venv.glob("lib/python*/site-packages/hugo/binaries/hugo"))
    binary = str(inside[0]) if inside else shutil.which("hugo")
    if binary is None:
        return "Hugo is left out: it is not installed (bench/requirements.txt has it)."
    version = _said([binary, "version"]).split()[1].split("-")[0].lstrip("v")
    command = (binary, "--quiet", "--noBuildLock", "--clock", NOW)
    folder = Engine(
        name="hugo",
        label=f"Hugo {version}",
        write=sites.write_hugo,
        command=(*command, "--destination"),
        footer="layouts/_partials/foot.html",
        state=("resources",),
    )
    memory = replace(
        folder,
        name="hugo-memory",
        label=f"Hugo {version}, `--renderToMemory`",
        command=(*command, "--renderToMemory"),
        works=("cold",),
        publishes=False,
    )
    return [folder, memory]


def _pelican(venv: Path) -> list[Engine] | str:
    python = venv / "bin/python"
    version = _said([str(python), "-c", "import pelican; print(pelican.__version__)"]) if python.exists() else ""
    if not version:
        return "Pelican is left out: it is not installed (bench/requirements.txt has it)."
    engine = Engine(
        name="pelican",
        label=f"Pelican {version}",
        write=sites.write_pelican,
        command=(str(python), "build.py", NOW),
        footer="theme/templates/parts/footer.html",
        state=("cache",),
        largest=5_000,
    )
    return [engine]


def _eleventy(_venv: Path) -> list[Engine] | str:
    node = shutil.which("node")
    if node is None:
        return "Eleventy is left out: there is no Node on the path."
    if not ELEVENTY.exists():
        return "Eleventy is left out: it is not installed (npm ci --prefix bench/peers/eleventy)."
    version = json.loads((ELEVENTY / "package.json").read_text(encoding="utf-8"))["version"]
    engine = Engine(
        name="eleventy",
        label=f"Eleventy {version}",
        write=sites.write_eleventy,
        command=(node, str(ELEVENTY / "cmd.cjs"), "--quiet", "--output"),
        footer="parts/chrome.js",
        largest=5_000,
    )
    return [engine]


def _said(command: list[str]) -> str:
    """What a command prints on one line; nothing if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
