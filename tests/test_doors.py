"""What newcomers are told is there, and a release says what it lacks."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from support import ROOT

PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", ".github/pull_request_template.md")


@pytest.fixture(scope="module")
def release() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", ROOT / ".ci" / "release.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", PAGES)
def test_each_target_of_make_that_is_named_exists(page: str) -> None:
    rules = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^    |`)make ([a-z]+)", text, re.MULTILINE))
    assert named <= set(rules)


@pytest.mark.parametrize("page", PAGES)
def test_each_folder_and_page_that_is_named_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = {link.partition("#")[0] for link in re.findall(r"\]\(([^):]+)\)", text)}
    folders = set(re.findall(r"`((?:tests|docs|generator|requirements)/[\w./]+)`", text))
    assert [name for name in sorted(links | folders) if not Path(ROOT / page).parent.joinpath(name).exists()] == []


def test_a_release_is_named_in_the_changelog_with_its_date(release: ModuleType) -> None:
    whole = (
        "# Changelog\n\n## [1.2.0] - 2026-06-02\n\n### Added\n\n- A thing.\n\n## [1.1.0] - 2026-05-02\n\n- Another.\n"
    )
    assert list(release.lacks(whole, "1.2.0")) == []
    assert [*release.lacks(whole, "1.3.0")] == [
        "CHANGELOG.md's top entry is “1.2.0”, and the version is 1.3.0: write “## [1.3.0] - <date>”."
    ]
    assert len([*release.lacks(whole.replace(" - 2026-06-02", ""), "1.2.0")]) == 1
    assert len([*release.lacks("## [1.2.0] - 2026-06-02\n\n## [1.1.0] - 2026-05-02\n\n- A thing.\n", "1.2.0")]) == 1
    assert len([*release.lacks("", "1.2.0")]) == 2


def test_the_version_is_read_from_the_package(release: ModuleType) -> None:
    text = (ROOT / "generator/gazeta/__init__.py").read_text(encoding="utf-8")
    assert re.fullmatch(r"\d+\.\d+\.\d+", release.version_of(text))
