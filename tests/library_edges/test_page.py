"""docs/library-edges.md against the code: what it names exists, and no private name of a library is missing from it."""

import ast
import importlib
import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType

import gazeta
from support import ROOT

PACKAGE = ROOT / "generator" / "gazeta"
CANARIES = ROOT / "tests" / "library_edges"
PAGE = (ROOT / "docs" / "library-edges.md").read_text(encoding="utf-8")
ROWS = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| `") or re.match(r"\| [a-z].*::", line)]
PYTHONS = {*dir(type), *dir(BaseException), *dir(FunctionType), *dir(ModuleType)}
"""Names with underscores that are the language's."""


def ticked(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def listed() -> set[tuple[str, str]]:
    """Modules with the names that the page says they use."""
    return {(module, name) for row in ROWS for module in ticked(row[1]) for name in re.findall(r"\w+", row[0])}


def test_each_module_and_canary_exists() -> None:
    assert len(ROWS) > 20
    for what, where, _, canary in ROWS:
        assert [name for name in ticked(where) if not (PACKAGE / name).is_file()] == [], what
        file, _, test = ticked(canary)[0].partition("::")
        assert f"\ndef {test}(" in (CANARIES / file).read_text(encoding="utf-8"), what


def test_each_canary_is_on_the_page_and_names_modules_that_exist() -> None:
    for path in sorted(CANARIES.glob("test_*.py")):
        if path.name == Path(__file__).name:
            continue
        text = path.read_text(encoding="utf-8")
        assert [name for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE) if name not in PAGE] == []
        floors = "|".join(folder.name for folder in PACKAGE.iterdir() if folder.is_dir())
        modules = re.findall(rf"\b((?:{floors})/[a-z_/0-9]+)", text)
        assert modules
        assert [name for name in modules if not (PACKAGE / f"{name}.py").is_file()] == []


def test_each_range_is_the_one_that_is_installed_by() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ranges = {*project["dependencies"], *project["optional-dependencies"]["languages"]}
    stated = re.findall(r"^## .*: `(.+)`$", PAGE, re.MULTILINE)
    assert len(stated) > 8
    assert [one for one in stated if one not in ranges] == []


def is_private(name: str) -> bool:
    return name.startswith("_") and name not in PYTHONS


def used(text: str) -> Iterator[str]:
    """Private names that a module reads and does not itself define, and those that it imports."""
    tree = ast.parse(text)
    nodes = list(ast.walk(tree))
    own = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    own |= {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own |= {node.attr for node in nodes if isinstance(node, ast.Attribute) and is_own(node)}
    imported = (node for node in nodes if isinstance(node, ast.ImportFrom) and not is_ours(node.module or ""))
    yield from (alias.name for node in imported for alias in node.names if is_private(alias.name))
    for node in nodes:
        if isinstance(node, ast.Attribute) and is_private(node.attr) and node.attr not in own | pythons(node, nodes):
            yield node.attr


def pythons(node: ast.Attribute, nodes: list[ast.AST]) -> set[str]:
    """The name itself, if it is one of a module of Python's."""
    imports = (alias.name for found in nodes if isinstance(found, ast.Import) for alias in found.names)
    modules = {name for name in imports if is_ours(name)}
    return {node.attr} if isinstance(node.value, ast.Name) and node.value.id in modules else set()


def is_own(node: ast.Attribute) -> bool:
    """Whether something is set on `self`."""
    return isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name) and node.value.id == "self"


def is_ours(module: str) -> bool:
    return module.partition(".")[0] in {"gazeta", "__future__", *sys.stdlib_module_names}


def test_the_scan_finds_private_names() -> None:
    assert list(used("from x import _a\nimport os\nos._exit(1)\nlocale._data['b']\nself._c = 1\nother._c\n")) == [
        "_a",
        "_data",
    ]


def test_no_private_name_of_a_library_is_missing() -> None:
    known = listed()
    missing = []
    for path in PACKAGE.rglob("*.py"):
        module = path.relative_to(PACKAGE).as_posix()
        names = used(path.read_text(encoding="utf-8"))
        missing += [f"{module}: {name}" for name in names if (module, name) not in known]
    assert missing == [], "docs/library-edges.md has no row for these"


def is_method(name: str, value: object) -> bool:
    return is_private(name) and not name.endswith("__") and isinstance(value, FunctionType)


def overridden() -> Iterator[tuple[str, str]]:
    """Private methods of libraries' classes that a class of ours replaces, with the module."""
    for info in pkgutil.walk_packages(gazeta.__path__, "gazeta."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for kind in vars(module).values():
            if isinstance(kind, type) and kind.__module__ == info.name:
                theirs = [base for base in kind.__mro__ if not is_ours(base.__module__)]
                names = {name for base in theirs for name, value in vars(base).items() if is_method(name, value)}
                place = info.name.removeprefix("gazeta.").replace(".", "/") + ".py"
                yield from ((place, name) for name in names & vars(kind).keys())


def test_no_private_method_that_we_override_is_missing() -> None:
    found = set(overridden())
    assert ("theming/templates/codegen.py", "_output_child_pre") in found
    assert sorted(found - listed()) == [], "docs/library-edges.md has no row for these"
