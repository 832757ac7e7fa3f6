"""A proof: the site as of its last sound change, whose pages are made when somebody looks at them.

A page is made by the same code, from the same plan, as in a build; so it has the same bytes.
"""

from collections.abc import Collection, Mapping
from copy import copy
from io import BufferedReader
from threading import Lock

from msgspec import Struct, structs

from gazeta.core.diagnostics import Diagnostic, Found
from gazeta.edge.files import open_regular
from gazeta.engine.build import Prepared, Workshop, prepare_inputs
from gazeta.engine.memory import Forgetful, Memory, NoPast
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import Output, Receipt, weigh
from gazeta.engine.parse import Inputs
from gazeta.engine.pool import Pool, Serial
from gazeta.engine.render_batch import Batch, RowWork, render_batch
from gazeta.engine.weight import weighed
from gazeta.model.site_model import SiteModel
from gazeta.pages.kinds.base import Row
from gazeta.pages.kinds.table import kind_of
from gazeta.sources.snapshot import Snapshot


class Sheet(Struct, frozen=True, kw_only=True):
    """One file of the site at `path` below the output folder: its bytes, or what kept its template from making them.

    `source` is its article's file.
    """

    path: str
    data: bytes
    found: tuple[Diagnostic, ...] = ()
    source: str = ""


_TIMES = 4
"""Instants kept of a proof besides its own."""


class Proof:
    """A site that is checked and planned, by the addresses of its files; safe to ask from several threads.

    `insides` must not change later: a proof stays what it is when articles have already been read anew.
    """

    def __init__(self, inputs: Inputs, snapshot: Snapshot, prepared: Prepared, insides: Mapping[str, bytes]) -> None:
        self.inputs = inputs
        self.prepared = prepared
        self._snapshot = snapshot
        self._insides = insides
        media = snapshot.media
        self._assets = {file.path: file.data for file in prepared.assets}
        self._copies = {path[1:]: media[source].location for source, path in prepared.resolved.copies.items()}
        self._cells: dict[str, tuple[Row, str]] = {}
        for row in prepared.resolved.rows:
            self._cells.update((path, (row, tag)) for path, (tag, _) in zip(row.paths(), row.cells, strict=True))
        self._made: dict[str, Sheet] = {}
        self._times: dict[BuildOptions, Found[Proof]] = {}
        self._one_at_a_time = Lock()

    def revised(self, inputs: Inputs, prepared: Prepared, insides: Mapping[str, bytes]) -> "Proof":
        """The same pages, of which articles some have changed."""
        other = copy(self)
        other.inputs, other.prepared, other._insides = inputs, prepared, insides
        other._made, other._times, other._one_at_a_time = {}, {}, Lock()
        return other

    def at(self, options: BuildOptions) -> Found["Proof"]:
        """The site as of another instant, or with other drafts; what is wrong with it then."""
        with self._one_at_a_time:
            if options not in self._times:
                while len(self._times) >= _TIMES:
                    del self._times[next(iter(self._times))]
                prepared, found = prepare_inputs(self.inputs, self._snapshot, options, workshop(Forgetful()))
                found = weighed(found, prepared.resolved.every, options, self._snapshot.texts)
                self._times[options] = Proof(self.inputs, self._snapshot, prepared, self._insides), found
            return self._times[options]

    @property
    def model(self) -> SiteModel:
        """What is known of the site."""
        return self.prepared.resolved.model

    def cell(self, path: str) -> tuple[Row, str] | None:
        """The row and the locale of the page at a path, if one is there."""
        return self._cells.get(path)

    @property
    def base_path(self) -> str:
        """The path below which the site lives: empty, or `/news`."""
        return self.model.routes.base_path

    def has(self, path: str) -> bool:
        """Whether the site has a file at a decoded path below the base path."""
        return path in self._cells or path[1:] in self._assets or path[1:] in self._copies

    def folder(self, path: str) -> bool:
        """Whether a path only lacks the slash at its end."""
        return f"{path}/" in self._cells

    def missing(self, path: str) -> str:
        """The path of the page that says that there is nothing at a path, for the readers of its locale."""
        prefixes = self.model.routes.prefixes.values()
        first = path.split("/")[1] if "/" in path else ""
        return f"/{first}/404.html" if first and first in prefixes else "/404.html"

    def file(self, path: str) -> BufferedReader | None:
        """The file that is published as it stands at a path, open. Raises `OSError` for one that is gone."""
        location = self._copies.get(path[1:])
        return open_regular(location) if location else None

    def sheet(self, path: str) -> Sheet:
        """What is made for a path. Raises `KeyError` where nothing is."""
        if path in self._cells:
            with self._one_at_a_time:
                if path not in self._made:
                    self._made[path] = self._page(path)
                return self._made[path]
        return Sheet(path=path, data=self._assets[path[1:]])

    def _page(self, path: str) -> Sheet:
        row, tag = self._cells[path]
        kind = kind_of(row)
        inputs = kind.inputs(self.prepared.projections, row)
        insides = {path: self._insides[path] for path in kind.bodies(inputs)}
        edition = self.model.edition(tag, row.subject) if row.kind == "article" else None
        work = RowWork(row=row, inputs=inputs, tags=(tag,))
        outputs: list[Output] = []

        def keep(output: Output) -> Receipt:
            outputs.append(output)
            return weigh(output)

        _, found = render_batch(self.prepared.renderers, keep, Batch(rows=(work,), insides=insides))
        data = outputs[0].data or b"" if outputs else b""
        return Sheet(
            path=row.file(dict(row.cells)[tag]), data=data, found=found, source=edition.path if edition else ""
        )


def with_former(
    inputs: Inputs, insides: Mapping[str, bytes], wrong: Collection[str], last: Proof | None
) -> tuple[Inputs, Mapping[str, bytes]]:
    """Inputs with some articles as they were in the last proof, and without those of them that it did not have."""
    kept = [manuscript for manuscript in inputs.manuscripts if manuscript.path not in wrong]
    former = [m for m in last.inputs.manuscripts if m.path in wrong] if last else []
    manuscripts = tuple(sorted((*kept, *former), key=lambda manuscript: manuscript.path))
    digests = {m.path: last.inputs.insides[m.path] for m in former} if last else {}
    bodies = {m.path: last._insides[m.path] for m in former} if last else {}
    inputs = structs.replace(inputs, manuscripts=manuscripts, insides={**inputs.insides, **digests})
    return inputs, {**insides, **bodies}


def workshop(memory: Memory, pool: Pool | None = None) -> Workshop:
    """To prepare a site with: nothing is published, and nobody watches."""
    return Workshop(memory=memory, past=NoPast(), pool=pool or Serial(), sink=weigh, watch=no_progress)


def no_progress(_stage: str, _done: int, _total: int) -> None:
    """Progress is not shown: it takes no time."""
