"""Builds wheel and sdist from the last commit into `dist/`, and checks that they are whole. Uploads nothing.

What is not committed cannot get into them. Whatever is wrong is said; the exit status is 1 then.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-06-02T22:00:00Z"
IN_WHEEL = {
    "generator/gazeta/": "gazeta/",
    "themes/": "gazeta/shipped/themes/",
    "locales/": "gazeta/shipped/locales/",
}
"""Folders of the repository, and where the wheel has them."""


def main() -> int:
    """The whole way. Returns the exit status."""
    if changed := _git("status", "--porcelain"):
        print(f"Commit first; a release holds what is committed:\n{changed}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="gazeta-release-") as folder:
        problems = list(_release(Path(folder)))
    for problem in problems:
        print(f"Not a release: {problem}", file=sys.stderr)
    return 1 if problems else 0


def _release(work: Path) -> Iterator[str]:
    source = work / "source"
    _check_out(source)
    version = version_of((source / "generator/gazeta/__init__.py").read_text(encoding="utf-8"))
    yield from lacks((source / "CHANGELOG.md").read_text(encoding="utf-8"), version)
    sdist, wheel = _built(source, work / "dist", "sdist"), _built(source, work / "dist", "wheel")
    yield from _incomplete(wheel, version)
    yield from _not_the_same(sdist, wheel, work)
    yield from _does_not_work(wheel, version, source, work)
    _keep(sdist, wheel)


def version_of(text: str) -> str:
    """The version that the package says it is."""
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    return found[1] if found else ""


def lacks(changelog: str, version: str) -> Iterator[str]:
    """What CHANGELOG.md's top entry lacks for a release of a version."""
    entry = re.search(r"^## \[(.+?)\](.*)\n((?:(?!## ).*\n?)*)", changelog, re.MULTILINE)
    name, date, text = (entry[1], entry[2], entry[3]) if entry else ("none", "", "")
    if name != version:
        yield f"CHANGELOG.md's top entry is “{name}”, and the version is {version}: write “## [{version}] - <date>”."
    elif not re.fullmatch(r" - \d{4}-\d\d-\d\d", date):
        yield f"CHANGELOG.md's entry for {version} has no date: write “## [{version}] - <date>”."
    if not text.strip():
        yield f"CHANGELOG.md says nothing under “{name}”."


def _check_out(source: Path) -> None:
    """The last commit's files, and no others."""
    archive = source.with_suffix(".tar")
    _git("archive", "--output", str(archive), "HEAD")
    with tarfile.open(archive) as files:
        files.extractall(source, filter="data")


def _built(source: Path, folder: Path, target: str) -> Path:
    """A wheel or an sdist, with the commit's time on its files."""
    time = {"SOURCE_DATE_EPOCH": _git("log", "-1", "--format=%ct").strip()}
    _run(sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", folder, cwd=source, **time)
    (built,) = folder.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return built


def _incomplete(wheel: Path, version: str) -> Iterator[str]:
    """What a wheel lacks of the repository's files, and what it has besides."""
    tracked = _git("ls-files", *IN_WHEEL).splitlines()
    wanted = {
        there + name.removeprefix(here)
        for here, there in IN_WHEEL.items()
        for name in tracked
        if name.startswith(here)
    }
    names = {
        name for name in zipfile.ZipFile(wheel).namelist() if not name.startswith(f"gazeta-{version}.dist-info/")
    }
    yield from (f"the wheel lacks {name}." for name in sorted(wanted - names))
    yield from (f"the wheel has {name}, which is not in the repository." for name in sorted(names - wanted))


def _not_the_same(sdist: Path, wheel: Path, work: Path) -> Iterator[str]:
    """Whether the sdist is whole: the wheel made from it has the same bytes."""
    with tarfile.open(sdist) as files:
        files.extractall(work / "unpacked", filter="data")
    (source,) = (work / "unpacked").iterdir()
    again = _built(source, work / "again", "wheel")
    if again.read_bytes() != wheel.read_bytes():
        yield "the wheel made from the sdist differs from the one made from the repository."


def _does_not_work(wheel: Path, version: str, source: Path, work: Path) -> Iterator[str]:
    """Installs the wheel with the locked libraries and nothing else, and builds the demonstration with it."""
    venv.create(work / "venv", with_pip=True)
    scripts = work / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = (scripts / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
    _run(*pip, "--require-hashes", "--requirement", source / "requirements/run.txt")
    _run(*pip, "--no-deps", "--no-index", wheel)
    said = _run(scripts / "gazeta", "--version", cwd=work).strip()
    if said != f"gazeta {version}":
        yield f"`gazeta --version` says “{said}”."
    said = _run(scripts / "gazeta", "build", "-s", source, "-d", work / "public", "--now", NOW, "--strict", cwd=work)
    print(f"The demonstration, made by the wheel: {said.strip().splitlines()[-1]}")


def _keep(*files: Path) -> None:
    (ROOT / "dist").mkdir(exist_ok=True)
    for file in files:
        kept = shutil.copy(file, ROOT / "dist")
        print(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {Path(kept).relative_to(ROOT)}")


def _git(*words: str) -> str:
    return _run("git", *words, cwd=ROOT)


def _run(*words: str | Path, cwd: Path = ROOT, **variables: str) -> str:
    """What a command says. Ends everything if it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GAZETA_"))}
    run = subprocess.run(words, cwd=cwd, env=environment | variables, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{' '.join(map(str, words))} failed:\n{run.stdout}{run.stderr}")
    return run.stdout


if __name__ == "__main__":
    sys.exit(main())
