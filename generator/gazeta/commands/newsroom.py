"""What `new` must know of a site, from the names of its files and a few of their texts."""

from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from gazeta.core.diagnostics import count
from gazeta.core.layout import CONFIG_FILE, CONTENT, SECTION_FILE
from gazeta.core.suggest import did_you_mean
from gazeta.edge.disk import article_paths, content_folders
from gazeta.edge.files import read_below
from gazeta.edge.user_error import Trouble
from gazeta.engine.memory import Forgetful, Memory, inside_of
from gazeta.engine.parse import Inputs, read_inputs
from gazeta.engine.pool import Serial
from gazeta.sources.article import ParsedArticle
from gazeta.sources.config.site_config import Config
from gazeta.sources.filenames import FileName, read_filename
from gazeta.sources.snapshot import Snapshot


class Newsroom(Struct, frozen=True, kw_only=True):
    """A site's folder, and the names of its articles by path."""

    source: Path
    names: dict[str, FileName]

    @property
    def originals(self) -> dict[str, str]:
        """The paths of original articles by their id: `markets/copper`."""
        return {_id(name): path for path, name in self.names.items() if name.lang is None}

    def sections(self) -> list[str]:
        """The folders below `content/` that are there, but for those of articles with pictures."""
        bundles = {name.folder for path, name in self.names.items() if Path(path).name.startswith("index.")}
        paths = (path.removeprefix(f"{CONTENT}/") for path in content_folders(self.source) if path not in bundles)
        return sorted(paths)

    def find(self, reference: str) -> str:
        """The path of the article that an id or a path means; raises `Trouble` if there is none, or several."""
        wanted = _as_id(reference)
        if wanted in self.originals:
            return self.originals[wanted]
        same = sorted(key for key in self.originals if key.rpartition("/")[2] == wanted)
        if len(same) == 1:
            return self.originals[same[0]]
        if same:
            raise Trouble(f"Several articles are called “{wanted}”.", f"Name one of {', '.join(same)}.")
        raise Trouble(f"There is no article “{reference}”.", did_you_mean(wanted, self.originals))

    def config(self) -> Config:
        """The site's configuration."""
        return self._inputs(Forgetful()).config

    def article(self, path: str) -> tuple[Config, ParsedArticle]:
        """The site's configuration, and an article read as its sections ask for."""
        memory = Forgetful()
        inputs = self._inputs(memory, path)
        ((_, inside),) = memory.insides([path])
        return inputs.config, ParsedArticle(manuscript=inputs.manuscripts[0], inside=inside_of(inside))

    def _inputs(self, memory: Memory, *articles: str) -> Inputs:
        sections = (f"{folder}/{SECTION_FILE}" for path in articles for folder in map(str, Path(path).parents))
        paths = (CONFIG_FILE, *sections, *articles)
        texts: dict[str, bytes] = {}
        for path in paths:
            with suppress(FileNotFoundError):
                texts[path] = read_below(self.source, path)
        if CONFIG_FILE not in texts:
            raise Trouble(
                f"There is no {CONFIG_FILE} in {self.source.absolute()}.", "Name the site's folder with --source."
            )
        snapshot = Snapshot(texts=texts, media={}, shipped={})
        inputs, found = read_inputs(snapshot, Serial(), lambda _stage, _done, _total: None, memory)
        if count(found, "error"):
            raise Trouble("The site has errors in what a new article depends on.", "`gazeta check` says which.")
        return inputs


def newsroom(source: Path) -> Newsroom:
    """The newsroom in a folder."""
    return Newsroom(source=source, names={path: read_filename(path)[0] for path in article_paths(source)})


def path_in_site(source: Path, name: str) -> str:
    """A name on the command line, as a path from the site's folder if it is that of a file in there."""
    try:
        path, root = Path(name).resolve(), source.resolve()
        return path.relative_to(root).as_posix() if path.is_file() and path.is_relative_to(root) else name
    except (OSError, ValueError, RuntimeError):  # a name that no file can have
        return name


def _id(name: FileName) -> str:
    return f"{name.section}/{name.name}" if name.section else name.name


def _as_id(reference: str) -> str:
    """An id from an id or a path, of the original or of a translation, from wherever one stands."""
    if not reference.endswith(".md"):
        return reference.strip("/")
    _, found, below = f"/{reference}".rpartition(f"/{CONTENT}/")
    path = f"{CONTENT}/{below if found else reference.lstrip('./')}"
    return _id(read_filename(path)[0])
