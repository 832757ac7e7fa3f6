"""The wheel, installed by itself in an empty environment, in an empty folder."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from support import ROOT

pytestmark = pytest.mark.slow

PARTS = ("generator", "themes", "locales", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that nothing else of the checkout can find its way into it."""
    folder = tmp_path_factory.mktemp("wheel")
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / "source" / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / "source" / part)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder / "dist")],
        cwd=folder / "source",
        check=True,
        capture_output=True,
    )
    (built,) = (folder / "dist").glob("*.whl")
    return built


def test_it_holds_the_package_the_themes_and_the_catalogs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for name in (
        "gazeta/__main__.py",
        "gazeta/py.typed",
        "gazeta/preview/client/preview.js",
        "gazeta/preview/client/desk.html",
        "gazeta/preview/words/pt-BR.po",
        "gazeta/scaffold/site.yaml",
        "gazeta/scaffold/content/culture/bridge-lights/bridge.svg",
        "gazeta/shipped/themes/broadsheet/theme.yaml",
        "gazeta/shipped/themes/broadsheet/templates/article.html",
        "gazeta/shipped/locales/pt-BR/LC_MESSAGES/gazeta.po",
    ):
        assert name in names
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"gazeta"}


def test_init_and_build_work_from_it(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True, symlinks=True)
    python = environment / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    _lend_libraries(python)
    empty = tmp_path / "empty"
    empty.mkdir()
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    for words in (
        ["init", "news"],
        ["build", "-s", "news", "--strict"],
        ["check", "-s", "news"],
        ["serve", "--help"],
    ):
        run = subprocess.run(
            [str(environment / "bin" / "gazeta"), *words],
            cwd=empty,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout + run.stderr
    assert 'lang="pt-BR"' in (empty / "news/public/pt-br/index.html").read_text(encoding="utf-8")
    place = subprocess.run(
        [str(python), "-c", "import gazeta; print(gazeta.__file__)"],
        env=variables,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(place.stdout.strip()).is_relative_to(environment)


def _lend_libraries(python: Path) -> None:
    """Lets an environment see this one's libraries, each by itself, so that it sees no other Gazeta."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    there = Path(subprocess.run([str(python), "-c", ask], check=True, capture_output=True, text=True).stdout.strip())
    for folder in {Path(path) for path in sys.path if path.endswith("-packages")}:
        for library in folder.iterdir():
            target = there / library.name
            if "gazeta" not in library.name and library.suffix != ".pth" and not target.exists():
                target.symlink_to(library)
