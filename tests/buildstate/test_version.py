"""What is remembered is of use to the very same program: each library that decides bytes has a say in its version."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution

import pytest

from gazeta.buildstate import version
from support import ROOT

SILENT = {
    "anyio": "asynchronous requests of the preview",
    "click": "the command line",
    "h11": "requests of the preview",
    "idna": "a part of anyio",
    "polib": "catalogs that `translations update` writes",
    "pygments": "a part of rich",
    "rich": "the terminal",
    "starlette": "the preview",
    "typing_extensions": "annotations",
    "uvicorn": "the preview",
    "watchdog": "the preview",
}
"""Distributions that come with Gazeta and have no say in the bytes of pages, and what they are for."""


def plain(requirement: str) -> str:
    """A requirement's name as folders of installed distributions have it."""
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower().replace("-", "_").replace(".", "_")


def needed(name: str) -> Iterator[str]:
    """A distribution and all that it asks for without extras."""
    yield name
    try:
        asked = distribution(name).requires or []
    except PackageNotFoundError:  # for another system or Python
        return
    for requirement in asked:
        if "extra ==" not in requirement:
            yield from needed(plain(requirement))


def test_every_library_decides_bytes_or_is_known_not_to() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = {name for requirement in project["dependencies"] for name in needed(plain(requirement))}
    installed = {name for name in found if _is_installed(name)}
    assert installed - SILENT.keys() - version.DECIDING == set()
    assert version.DECIDING.isdisjoint(SILENT)
    assert version.DECIDING - found == {"pyicu"}  # the same library, built by the system


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def test_each_of_them_is_found_where_it_is_installed() -> None:
    found = {name.lower().partition("-")[0].replace(".", "_") for name in version._distributions()}
    assert found == version.DECIDING - {"pyicu"}


@pytest.mark.parametrize("what", ["ICU_VERSION", "_distributions", "_time_zones", "sys.version"])
def test_another_version_of_a_part_is_another_program(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = version.program_version.__wrapped__()
    replacement = (lambda: ["another"]) if what.startswith("_") else "another"
    monkeypatch.setattr(f"gazeta.buildstate.version.{what}", replacement)
    assert version.program_version.__wrapped__() != before
