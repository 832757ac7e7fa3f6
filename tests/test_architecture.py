"""The house of docs/architecture.md, held to its own rules: every import of every module is read here."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from gazeta.commands.crash import ISSUES
from support import ROOT

PACKAGE = ROOT / "generator" / "gazeta"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

FLOORS = {
    "core": 0,
    "sources": 1,
    "model": 2,
    "pages": 3,
    "theming": 4,
    "engine": 5,
    "inspection": 5,
    "queries": 5,
    "edge": 6,
    "buildstate": 6,
    "preview": 7,
    "commands": 8,
    "__main__.py": 9,
}

OWNERS = {
    "PIL": ("sources/pictures/probe.py",),
    "babel": (
        "core/language.py",
        "core/tags.py",
        "sources/translation/phrasebook.py",
        "theming/formats.py",
    ),
    "icu": (
        "core/collation.py",
        "core/scripts.py",
        "core/segments.py",
        "core/transliteration.py",
        "theming/calendars.py",
    ),
    "click": ("__main__.py", "commands/"),
    "jinja2": ("preview/templates.py", "theming/templates/"),
    "markdown_it": ("sources/markdown/",),
    "markupsafe": ("theming/",),
    "mdit_py_plugins": ("sources/markdown/",),
    "msgspec": ("",),
    "nh3": ("sources/markdown/sanitize.py",),
    "polib": ("sources/translation/catalog_files.py",),
    "py3langid": ("inspection/detector.py",),
    "rich": ("edge/report.py",),
    "starlette": ("preview/",),
    "uvicorn": ("commands/serve.py", "preview/request_timeout.py"),
    "watchdog": ("preview/watch.py",),
    "yaml": ("sources/yaml/nodes.py",),
}
"""Who may import what others wrote: files, folders, or the beginnings of their names."""

MACHINE = frozenset(
    """
    asyncio concurrent ctypes fcntl ftplib getpass glob http io msvcrt multiprocessing os pathlib platform random
    resource secrets select selectors shutil signal socket socketserver sqlite3 ssl subprocess sys tempfile threading
    time urllib.request webbrowser
    """.split()
)
"""The disk, the clock, processes, the network, chance: only above this line of floors."""

PURE = {
    "io": {"BytesIO"},
    "pathlib": {"PurePosixPath"},
}
"""What of these modules touches nothing."""


VIEWS = "alternates cards head locale_context locale_view prose section_links story_sources structured views widgets".split()
"""The modules of `pages/` that views are made by; they see what pages are made from, and no site model."""

MODEL, ROUTES = "gazeta.model", "gazeta.model.routes"


NAMES_IN_A_SITE = frozenset(
    """
    content static assets templates themes locales translations sitemaps LC_MESSAGES site.yaml _section.yaml
    _sources.yaml gazeta.po gazeta.pot -news.xml
    """.split()
)
"""What `core/layout.py` alone names."""

_SETTING = "a key of settings and front matter"
_COMMAND = "a command's name"

SAID_ELSEWHERE = {
    ("__main__.py", "translations"): _COMMAND,
    ("commands/init.py", "locales"): "what the scaffold calls the setting",
    ("engine/causes.py", "locales"): _SETTING,
    ("inspection/text_runs.py", "content"): "an attribute of HTML",
    ("preview/desk.py", "translations"): "a list of the desk",
    ("sources/article.py", "locales"): _SETTING,
    ("sources/config/locales.py", "locales"): _SETTING,
    ("sources/config/section.py", "locales"): _SETTING,
    ("sources/config/site_config.py", "locales"): _SETTING,
}
"""The same words with another meaning, each with the reason."""


class Import:
    """One imported module, with the names taken from it, if any."""

    def __init__(self, module: str, names: tuple[str, ...], node: ast.stmt, top: bool) -> None:
        self.module = module
        self.names = names
        self.line = node.lineno
        self.top = top
        self.relative = isinstance(node, ast.ImportFrom) and node.level > 0


def imports(module: str) -> list[Import]:
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
    return list(_imports(tree, at_top=True))


def _imports(node: ast.AST, at_top: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, (), child, at_top) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield Import(child.module or "", tuple(alias.name for alias in child.names), child, at_top)
        else:
            yield from _imports(child, at_top and is_platform_check(child))


def is_platform_check(node: ast.AST) -> bool:
    """`if sys.platform == …:` is the one place besides the top where an import may stand."""
    return isinstance(node, ast.If) and ast.unparse(node.test).startswith("sys.platform ")


def floor(module: str) -> int:
    return FLOORS[module.split("/", maxsplit=1)[0]]


def is_owner(module: str, owner: str) -> bool:
    return module == owner or (not owner.endswith(".py") and module.startswith(owner))


@pytest.mark.parametrize("module", MODULES)
def test_imports_lead_downward_and_stand_at_the_top(module: str) -> None:
    if module == "__init__.py":
        assert imports(module) == []
        return
    for one in imports(module):
        where = f"{module}:{one.line} imports {one.module}"
        assert one.top, f"{where} elsewhere than at the top"
        assert not one.relative, f"{where} relatively"
        parts = one.module.split(".")
        if parts[0] == "gazeta" and len(parts) > 1:
            target = parts[1] if parts[1] in FLOORS else f"{parts[1]}.py"
            assert FLOORS[target] <= floor(module), f"{where}, which is on a higher floor"


@pytest.mark.parametrize("module", [module for module in MODULES if module != "__init__.py"])
def test_each_library_has_one_owner(module: str) -> None:
    for one in imports(module):
        name = one.module.split(".")[0]
        if name == "gazeta" or name in sys.stdlib_module_names:
            continue
        assert name in OWNERS, f"{module}:{one.line} imports {name}, which has no owner"
        assert any(is_owner(module, owner) for owner in OWNERS[name]), f"{module}:{one.line} imports {name}"


@pytest.mark.parametrize("module", [module for module in MODULES if module != "__init__.py"])
def test_the_machine_is_met_at_the_edge_alone(module: str) -> None:
    if floor(module) >= FLOORS["edge"]:
        return
    for one in imports(module):
        if one.module in MACHINE or one.module.split(".")[0] in MACHINE:
            assert one.names, f"{module}:{one.line} imports {one.module}"
            assert set(one.names) <= PURE.get(one.module, set()), f"{module}:{one.line} imports {one.module}"


@pytest.mark.parametrize("module", [module for module in MODULES if module != "__init__.py"])
def test_nobody_asks_what_time_it_is(module: str) -> None:
    """`datetime` is everywhere; only the edge may ask it for the present."""
    if floor(module) >= FLOORS["edge"]:
        return
    for node in ast.walk(ast.parse((PACKAGE / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"now", "utcnow", "today"} or not is_calendar(node), f"{module}:{node.lineno}"


def is_calendar(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in {"datetime", "date"}


@pytest.mark.parametrize("name", VIEWS)
def test_what_makes_views_knows_no_site_model(name: str) -> None:
    for one in imports(f"pages/{name}.py"):
        assert not of_model(one), f"pages/{name}.py:{one.line} imports {one.module}"


def of_model(one: Import) -> bool:
    """Whether an import takes anything from the site model but routes."""
    whole = {f"{one.module}.{name}" for name in one.names} if one.module == MODEL else {one.module}
    return any((each + ".").startswith(MODEL + ".") and each != ROUTES for each in whole)


@pytest.mark.parametrize("module", [module for module in MODULES if module.startswith("pages/kinds/")])
def test_views_of_kinds_use_no_site_model(module: str) -> None:
    for use in uses_of_model(ast.parse((PACKAGE / module).read_text(encoding="utf-8"))):
        raise AssertionError(f"{module}:{use}")


def uses_of_model(tree: ast.Module) -> Iterator[str]:
    """Where functions that are given a locale's context, and all that they call in their module, use the model.

    They could also be given something of it by the row's inputs, so the fields of records count as well.
    """
    taken = {name for one in _imports(tree, at_top=True) if of_model(one) for name in one.names}
    helpers = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    todo = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and takes_context(node)]
    for function in todo:  # which grows as it is read
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and node.id in taken:
                yield f"{node.lineno} uses {node.id} in {function.name}"
            if isinstance(node, ast.Name) and node.id in helpers and helpers[node.id] not in todo:
                todo.append(helpers[node.id])
    for record in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and is_record(node)):
        for node in ast.walk(record):
            if isinstance(node, ast.Name) and node.id in taken:
                yield f"{node.lineno} has {node.id} in {record.name}"


def takes_context(function: ast.FunctionDef) -> bool:
    """Whether one of a function's arguments is a locale's context."""
    arguments = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    return any("LocaleContext" in ast.unparse(each.annotation) for each in arguments if each.annotation)


def is_record(node: ast.ClassDef) -> bool:
    """Whether a class is a frozen record."""
    return any(keyword.arg == "frozen" for keyword in node.keywords)


@pytest.mark.parametrize("module", [module for module in MODULES if module != "core/layout.py"])
def test_names_in_a_sites_folder_are_said_once(module: str) -> None:
    for line, word in site_names(ast.parse((PACKAGE / module).read_text(encoding="utf-8"))):
        assert (module, word) in SAID_ELSEWHERE, f"{module}:{line} says “{word}”; see core/layout.py"


def test_every_exception_to_that_is_needed() -> None:
    trees = {module: ast.parse((PACKAGE / module).read_text(encoding="utf-8")) for module in MODULES}
    found = {(module, word) for module, tree in trees.items() for _, word in site_names(tree)}
    assert SAID_ELSEWHERE.keys() <= found


def site_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The names of a site's folder in a module's strings, but for docstrings and sentences."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            parts = [] if " " in node.value.strip() else node.value.strip(" .").split("/")
            yield from ((node.lineno, part) for part in parts if part in NAMES_IN_A_SITE)


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {name_of(module): {one.module for one in imports(module)} for module in MODULES}
    done: set[str] = set()
    for start in graph:
        _walk(start, graph, (), done)


def _walk(name: str, graph: dict[str, set[str]], path: tuple[str, ...], done: set[str]) -> None:
    assert name not in path, " → ".join((*path, name))
    if name not in done:
        for other in graph[name] & graph.keys():
            _walk(other, graph, (*path, name), done)
        done.add(name)


def name_of(module: str) -> str:
    return "gazeta." + module.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def test_the_tables_name_what_there_is() -> None:
    used = {(one.module.split(".")[0], module) for module in MODULES for one in imports(module)}
    for name, owners in OWNERS.items():
        for owner in owners:
            assert any(used_name == name and is_owner(module, owner) for used_name, module in used), (name, owner)
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert folders <= FLOORS.keys()


def test_every_dependency_is_declared_and_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {line.partition(">")[0] for line in project["optional-dependencies"]["languages"]}
    declared = {line.partition(">")[0] for line in project["dependencies"]}
    distributions = {
        "PIL": "pillow",
        "icu": "pyicu-wheels",
        "yaml": "pyyaml",
        "markdown_it": "markdown-it-py",
        "mdit_py_plugins": "mdit-py-plugins",
    }
    implied = {"markupsafe", "tzdata"}  # others import these: Jinja, zoneinfo
    needed = {distributions.get(name, name) for name in OWNERS} - extras
    assert declared | implied == needed | implied
    assert project["urls"]["Issues"] == ISSUES
    assert sorted(name.partition("==")[0] for name in locked("run") if name.partition("==")[0] in declared) == sorted(
        declared
    )
    assert set(locked("run")) <= set(locked("test"))
    assert extras <= {name.partition("==")[0] for name in locked("test")}


def locked(name: str) -> list[str]:
    lines = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        assert "index" not in line, line
        assert "file:" not in line, line
        assert "/" not in line, line
    return [line.split()[0] for line in lines if "==" in line]


def test_this_test_can_fail() -> None:
    tree = ast.parse(
        "import os\ndef f():\n    import gazeta.core\nif x:\n    from . import y\nif sys.platform == 'a':\n    import b"
    )
    found = list(_imports(tree, at_top=True))
    assert [(one.module, one.top, one.relative) for one in found] == [
        ("os", True, False),
        ("gazeta.core", False, False),
        ("", False, True),
        ("b", True, False),
    ]
    assert [of_model(one) for one in _imports(ast.parse(TAKEN), at_top=True)] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert list(uses_of_model(ast.parse(WEAK))) == [
        "7 uses Story in view",
        "12 uses last_change in helper",
        "4 has Story in Inputs",
    ]
    code = '"""content"""\na = f"{b}/_section.yaml.", "Put it into static/.", "content/a", "contents", "-news.xml"'
    assert [word for _, word in site_names(ast.parse(code))] == ["content", "-news.xml", "_section.yaml"]
    assert is_owner("theming/filters.py", "theming/")
    assert not is_owner("sources/pictures/probe_more.py", "sources/pictures/probe.py")
    assert Path(PACKAGE / "core").is_dir()


TAKEN = """
import gazeta.model.stories
from gazeta.model import stories
from gazeta.model.stories import Story
from gazeta.model import routes
from gazeta.model.routes import Routes
from gazeta.models import Story
"""
WEAK = """
from gazeta.model.stories import Story, last_change
class Inputs(Struct, frozen=True):
    story: Story
class Kind:
    def view(self, locale: "LocaleContext", inputs):
        return helper(locale, Story)
    def inputs(self, projections):
        return Story
def helper(locale, story):
    return 1 if (
        last_change(story)) else 2
"""
"""Views that reach for the model: `TAKEN` by their imports, `WEAK` as a kind might."""
