"""What follows from what: a file that cannot be read makes problems elsewhere, which are counted on it."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Table

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, consequence
from gazeta.core.layout import (
    CONFIG_FILE,
    CONTENT,
    PUBLISHERS_FILE,
    SECTION_FILE,
    STATIC,
    section_file,
    section_paths,
)
from gazeta.core.span import Span
from gazeta.core.spelling import Names
from gazeta.model.stories import Story
from gazeta.sources.config.site_config import Config
from gazeta.sources.config.widgets import Promotion, images_of
from gazeta.sources.filenames import read_filename
from gazeta.sources.prose import Reference
from gazeta.sources.yaml.nodes import Mapping, read_mapping

_NAMING = (CONFIG_FILE, PUBLISHERS_FILE)
_NAMED = {"unknown-widget": CONFIG_FILE, "unknown-locale": CONFIG_FILE, "unknown-source": PUBLISHERS_FILE}
"""Where names that other files use are made known."""
_QUOTED = re.compile("“(.+?)”")

_OF_REFERENCES = frozenset({"unknown-story", "no-such-id", "missing-image", "unknown-address", "not-a-link"})
_OF_ORIGINALS = frozenset({"translation-without-original", "missing-key"})
_OF_LANGUAGES = ("mixed-direction", "duplicate-translation", "translation-without-original")
_OF_SETTINGS = {
    "untranslated-text": {"locales"},
    "missing-phrases": {"locales"},
    "unknown-address": {"locales", "base_url", "urls", "default_locale"},
    **{code: {"content_language"} for code in _OF_LANGUAGES},
}


class Faults(Struct, frozen=True, kw_only=True):
    """What is wrong with files that others depend on.

    `site`: `site.yaml` is not there or cannot be read at all; nothing is said of what depends on it. `settings`:
    those of its keys that have errors. `said`: the texts of `site.yaml` and of the registry of sources, if they have
    errors and can be read. `sections`: paths of sections' files with errors. `unread`: paths of articles, other files
    and folders that are there but cannot be read.
    """

    site: bool = False
    settings: frozenset[str] = frozenset()
    said: dict[str, str] = {}
    sections: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()


def faults_of(found: Iterable[Diagnostic], texts: Table[str, str], unread: Iterable[str]) -> Faults:
    """The faults that the problems in single files come to.

    `texts` are those of `site.yaml` and the registry of sources, if these can be read.
    """
    wrong = [problem for problem in found if problem.severity == "error"]
    paths = {problem.span.path for problem in wrong}
    nodes = {path: read_mapping(texts.get(path, ""), path)[0] for path in _NAMING if path in paths}
    broken = {path for path, node in nodes.items() if node is None or path not in texts}
    in_site = [problem for problem in wrong if problem.span.path == CONFIG_FILE]
    node = nodes.get(CONFIG_FILE)
    return Faults(
        site=CONFIG_FILE in broken or CONFIG_FILE not in texts,
        settings=frozenset(_settings(in_site, node)) if node else frozenset(),
        said={path: texts[path] for path in nodes if path not in broken},
        sections=frozenset(path for path in paths if path.endswith(f"/{SECTION_FILE}")),
        unread=frozenset(broken.union(unread)),
    )


def _settings(wrong: Iterable[Diagnostic], node: Mapping) -> Iterator[str]:
    """The keys of `site.yaml` in whose lines problems stand."""
    begins = [(key.span.line, key.value) for key, _ in node.entries]
    for problem in wrong:
        meant = f"{problem.message} {problem.hint}"  # a key that is missing, or one that a wrong key may be meant for
        yield from (key for keys in _OF_SETTINGS.values() for key in keys if f"“{key}”" in meant)
        yield max((begin for begin in begins if begin[0] <= problem.span.line), default=(0, ""))[1]


def in_files(found: Iterable[Diagnostic], faults: Faults) -> tuple[Diagnostic, ...]:
    """Problems of single files, with those that follow from a fault told apart."""
    if faults.site:  # warnings depend on settings
        found = [problem for problem in found if problem.severity == "error"]
    return tuple(_followed(found, faults, {}, {}))


def in_site(
    found: tuple[Diagnostic, ...], faults: Faults, every: Table[str, Story], config: Config
) -> tuple[Diagnostic, ...]:
    """The same of problems between files; `every` are the stories among which they are."""
    if faults == Faults() or not found:
        return found
    if faults.site:
        return ()
    references = {reference.span: reference for reference in _references(every, config)} if faults.unread else {}
    return tuple(_followed(found, faults, references, _called(faults.unread)))


def _references(every: Table[str, Story], config: Config) -> Iterator[Reference]:
    for story in every.values():
        for edition in story.editions:
            yield from (item for item in edition.related if isinstance(item, Reference))
            yield from (*edition.links, *edition.images, *edition.addresses)
            if edition.image and edition.image.src:
                yield edition.image.src
    for widget in config.widgets:
        if isinstance(widget, Promotion):
            yield from images_of(widget)


def _called(unread: Iterable[str]) -> Table[str, str]:
    """What references may call articles that cannot be read: their ids and their names, each with the path."""
    called: dict[str, str] = {}
    for path in sorted(unread):
        if path.endswith(".md"):
            name = read_filename(path)[0]
            called.setdefault(name.name, path)
            called[f"{name.section}/{name.name}".lstrip("/")] = path
    return called


def _followed(
    found: Iterable[Diagnostic], faults: Faults, references: Table[Span, Reference], called: Table[str, str]
) -> Iterator[Diagnostic]:
    names = Names(called)
    for problem in found:
        reference = references.get(problem.span) if problem.code in _OF_REFERENCES else None
        cause = _missed(reference, faults, names) if reference else _depended(problem, faults)
        yield consequence(problem, cause) if cause and cause != problem.span.path else problem


def _missed(reference: Reference, faults: Faults, called: Names[str]) -> str:
    """The file that a reference means, if it is there but cannot be read."""
    target, file = reference.target, reference.span.path
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(file), target))
    rooted = posixpath.normpath(f"/{target}")
    for path in (beside, f"{CONTENT}{rooted}", f"{STATIC}{rooted}", f"{CONTENT}{rooted}.md"):
        for known in (path, *section_paths(path.strip("/"))[1:]):
            if known in faults.unread and known != CONTENT:
                return known
    parts = rooted.strip("/").removesuffix(".html").split("/")
    ends = ("/".join(parts[begin:]) for begin in range(len(parts)))  # an address has a locale's prefix before the id
    found = next(filter(None, map(called.find, ends)), None)
    return found or (CONTENT if CONTENT in faults.unread else "")


def _depended(problem: Diagnostic, faults: Faults) -> str:
    """The file with faults that a problem may come from."""
    code, path = problem.code, problem.span.path
    if code in _NAMED:
        file = _NAMED[code]
        return file if file in faults.unread or _is_said(problem.message, faults.said.get(file, "")) else ""
    if not faults.settings.isdisjoint(_OF_SETTINGS.get(code, ())):
        return CONFIG_FILE
    name = read_filename(path)[0] if path.endswith(".md") else None
    if name and code in _OF_ORIGINALS and (found := faults.unread.intersection(_originals(name.section, name.name))):
        return min(found)
    if name and code in _OF_LANGUAGES:
        above = map(section_file, section_paths(name.section))
        return next((known for known in above if known in faults.unread | faults.sections), "")
    if code == "unknown-address":
        return min(faults.sections, default="")  # a section may have had that name in addresses
    return ""


def _is_said(message: str, text: str) -> bool:
    """Whether a name that is unknown is written in the file that should have made it known."""
    return any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) for name in _QUOTED.findall(message))


def _originals(section: str, name: str) -> tuple[str, ...]:
    stem = "/".join(filter(None, (CONTENT, section, name)))
    return (f"{stem}.md", f"{stem}/index.md")
