"""Files below `content/` that look like what Gazeta reads but are called otherwise, so that nobody sees them."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.layout import CONTENT, PUBLISHERS_FILE, SECTION_FILE
from gazeta.core.span import Span
from gazeta.sources.snapshot import Snapshot

_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mdwn", ".mkd", ".mkdn", ".mdx"})
_PUT_ASIDE = frozenset({".bak", ".old", ".orig", ".rej", ".save", ".tmp"})
_SECTIONS = frozenset({"_section", "section", "_sections"})
_PUBLISHERS = frozenset({"_sources", "sources", "_source"})
_YAML = frozenset({".yaml", ".yml"})


def unread(snapshot: Snapshot) -> Iterator[Diagnostic]:
    """A warning for each."""
    for path, media in snapshot.media.items():
        pure = PurePosixPath(path)
        if pure.parts[0] == CONTENT:
            yield from _article(pure, snapshot, media.article)
            yield from _data(pure)
    for path in snapshot.texts:
        pure = PurePosixPath(path)
        if pure.parts[0] == CONTENT:
            yield from _index(pure)
            yield from _data(pure)


def _article(path: PurePosixPath, snapshot: Snapshot, begins_like_one: bool) -> Iterator[Diagnostic]:
    name, suffix = path.name, path.suffix.lower()
    by_name = suffix.strip() in _MARKDOWN or PurePosixPath(path.stem).suffix.lower() in _MARKDOWN
    if not (by_name or begins_like_one) or suffix in _PUT_ASIDE or name.startswith("_"):
        return
    stem = path.stem if suffix.strip() in {*_MARKDOWN, ".txt", ".text", ".html", ".htm"} else name
    stem = PurePosixPath(stem).stem if PurePosixPath(stem).suffix.lower() in _MARKDOWN else stem
    taken = str(path.with_name(f"{stem}.md")) in snapshot.texts
    hint = f"{stem}.md is there already: keep one of the two." if taken else f"Rename it to {stem}.md."
    if name.lower().endswith(".md.txt"):
        hint += " (Windows hides the end of names, “.txt”.)"
    yield _warning(path, f"“{name}” looks like an article; articles end in “.md”.", hint)


def _index(path: PurePosixPath) -> Iterator[Diagnostic]:
    if path.name.partition(".")[0] == "_index" and path.suffix == ".md":
        hint = f"What is said of a section goes into {path.with_name(SECTION_FILE)}."
        yield _warning(path, f"“{path.name}” is not read, as no article's name begins with “_”.", hint)


def _data(path: PurePosixPath) -> Iterator[Diagnostic]:
    """Files for sections and publishers by nearly the right name, or at another place."""
    if path.suffix.lower() not in _YAML:
        return
    stem, top = path.stem.lower(), len(path.parts) == 2
    if stem in _SECTIONS and (path.name != SECTION_FILE or top):
        hint = "Put it into the section's folder." if top else f"Rename it to {SECTION_FILE}."
        yield _warning(path, f"“{path.name}” is not read here.", hint)
    elif stem in _PUBLISHERS and str(path) != PUBLISHERS_FILE:
        yield _warning(path, f"“{path.name}” is not read here.", f"Sources are registered in {PUBLISHERS_FILE}.")


def _warning(path: PurePosixPath, message: str, hint: str) -> Diagnostic:
    return problem("unread-file", message, Span(path=str(path)), hint)
