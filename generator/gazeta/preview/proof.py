"""A proof: the site as of its last sound change, whose pages are made when somebody looks at them.

A page is made by the same code, from the same plan, as in a build; so it has the same bytes.
"""

from threading import Lock

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic
from gazeta.edge.disk import open_regular
from gazeta.engine.build import Prepared
from gazeta.engine.memory import Memory
from gazeta.engine.output import Output, Receipt, weigh
from gazeta.engine.render_batch import Batch, render_batch
from gazeta.pages.plan import Page
from gazeta.sources.snapshot import Media


class Sheet(Struct, frozen=True, kw_only=True):
    """One file of the site: its bytes, or what kept its template from making them. `source` is its article's file."""

    path: str
    data: bytes
    found: tuple[Diagnostic, ...] = ()
    source: str = ""


class Proof:
    """A site that is checked and planned, by the addresses of its files; safe to ask from several threads."""

    def __init__(self, prepared: Prepared, memory: Memory, media: dict[str, Media]) -> None:
        self._prepared = prepared
        self._memory = memory
        self._assets = {file.path: file.data for file in prepared.assets}
        self._copies = {path[1:]: media[source].location for source, path in prepared.resolved.copies.items()}
        self._pages = {
            row.file(path): Page(row=row, locale=tag, path=path)
            for row in prepared.resolved.rows
            for tag, path in row.cells
        }
        self._made: dict[str, Sheet] = {}
        self._one_at_a_time = Lock()

    @property
    def base_path(self) -> str:
        """The path below which the site lives: empty, or `/news`."""
        return self._prepared.resolved.catalog.routes.base_path

    def find(self, path: str) -> str | None:
        """The file at a decoded path below the base path; `None` if the site has none there."""
        file = path[1:] + "index.html" if path.endswith("/") else path[1:]
        return file if file in self._pages or file in self._assets or file in self._copies else None

    def folder(self, path: str) -> bool:
        """Whether a path only lacks the slash at its end."""
        return f"{path[1:]}/index.html" in self._pages

    def missing(self, path: str) -> str:
        """The file of the page that says that there is nothing at a path, for the readers of its locale."""
        prefixes = self._prepared.resolved.catalog.routes.prefixes.values()
        first = path.split("/")[1] if "/" in path else ""
        return f"{first}/404.html" if first and first in prefixes else "404.html"

    def sheet(self, file: str) -> Sheet:
        """A file that `find` has found. Raises `OSError` for one on disk that is gone."""
        if file in self._assets:
            return Sheet(path=file, data=self._assets[file])
        if file in self._copies:
            with open_regular(self._copies[file]) as stream:
                return Sheet(path=file, data=stream.read())
        with self._one_at_a_time:
            if file not in self._made:
                self._made[file] = self._page(file)
            return self._made[file]

    def _page(self, file: str) -> Sheet:
        page = self._pages[file]
        edition = None
        if page.kind == "article":
            edition = self._prepared.resolved.catalog.edition(page.locale, page.subject)
        insides = dict(self._memory.insides([edition.path])) if edition else {}
        outputs: list[Output] = []

        def keep(output: Output) -> Receipt:
            outputs.append(output)
            return weigh(output)

        _, found = render_batch(self._prepared.press, keep, Batch(pages=(page,), insides=insides))
        data = outputs[0].data or b"" if outputs else b""
        return Sheet(path=file, data=data, found=found, source=edition.path if edition else "")
