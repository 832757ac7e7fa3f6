"""The workroom: keeps all that was read warm, and makes a new proof when a file has changed.

It looks in two ways. A `glance` is at one article that is known: its words may have changed, and the proof with the
new words is there in milliseconds. A `refresh` looks at the whole folder, and decides.
"""

import time
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Protocol

from msgspec import Struct, structs

from gazeta.buildstate.read_only import Recollection
from gazeta.core.diagnostics import Diagnostic, count, in_order
from gazeta.core.layout import CONFIG_FILE
from gazeta.edge.disk import Hint, Survey, read_now, survey_site
from gazeta.edge.texts import as_now, until_still
from gazeta.engine.build import Prepared, prepare_inputs
from gazeta.engine.future import first_due
from gazeta.engine.options import BuildOptions
from gazeta.engine.parse import Inputs, is_article, read_again, read_inputs
from gazeta.engine.pool import Pool, Serial
from gazeta.engine.revise import revise
from gazeta.engine.weight import weighed
from gazeta.preview.memory_cache import Warm
from gazeta.preview.site_snapshot import Proof, with_former, workshop
from gazeta.sources.snapshot import Snapshot

_FEW = 8
"""Articles that are revised one by one rather than all at once: each takes a millisecond or two."""


class Options(Protocol):
    """Says what to build, as of now."""

    def __call__(self) -> BuildOptions:
        """The options of a build that begins now."""


class State(Struct, frozen=True, kw_only=True):
    """What editors get to see: the last sound proof, if there was one, and what is wrong at present.

    `number` counts changes; `changed` are the input files that differ from the state before; `seconds` is how long
    it took to find out.
    """

    number: int
    proof: Proof | None
    found: tuple[Diagnostic, ...]
    files: Mapping[str, bytes]
    changed: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def broken(self) -> bool:
        """Whether the site as it is now could not be published."""
        return count(self.found, "error") > 0


class _Base(Struct, frozen=True, kw_only=True):
    """What the present state was made from. `surveyed` is what could not be read of the folder itself.

    `due` is when time will change more than labels.
    """

    inputs: Inputs
    prepared: Prepared
    found: tuple[Diagnostic, ...]
    surveyed: tuple[Diagnostic, ...]
    due: datetime | None

    @property
    def sound(self) -> bool:
        """Whether it could be published."""
        return count(self.found, "error") == 0


class Workroom:
    """One site's folder. `state` may be read at any time; looking is done by one thread at a time."""

    def __init__(self, source: Path, options: Options, past: Recollection | None = None) -> None:
        past = past or Recollection()
        self.source = source
        self.options = options
        self._memory = Warm(past)
        self._hints: dict[str, Hint] = dict(past.hints)
        self._seen: dict[str, str] = {}
        self._base: _Base | None = None
        self._lock = Lock()
        self.state = State(number=0, proof=None, found=(), files={})

    def knows(self, path: str) -> bool:
        """Whether something is at a path below the site's folder, as far as is known."""
        return path in self._seen

    def has_below(self, folder: str) -> bool:
        """Whether the site has files below a folder, as far as is known."""
        return any(path.startswith(f"{folder}/") for path in self._seen)

    def refresh(self, pool: Pool | None = None) -> bool:
        """Looks at the folder; whether anything in it has changed. Raises `Trouble` if it cannot be looked at.

        A `pool` of processes reads articles; there must be no threads yet when it is given.
        """
        with self._lock:
            return until_still(lambda: self._refresh(pool))

    def _refresh(self, pool: Pool | None) -> bool:
        begun = time.monotonic()
        survey, options = survey_site(self.source, self._hints), self.options()
        seen = _digests(survey)
        changed = tuple(sorted(path for path in {**seen, **self._seen} if seen.get(path) != self._seen.get(path)))
        self._hints = survey.hints
        as_before = self._base is not None and self._base.surveyed == survey.found
        if as_before and not changed and not self._is_due(options):
            return False
        if as_before and 0 < len(changed) <= _FEW and self._glance(changed):
            return True  # saved while we looked; there was nothing else
        base = self._prepare(survey, options, pool or Serial())
        self._seen, self._base = seen, base
        snapshot = structs.replace(survey.snapshot, texts=as_now(survey.snapshot.texts))
        self._show(self._proof(base, snapshot, options, changed), snapshot.texts, changed, begun)
        return True

    def _proof(
        self, base: _Base, snapshot: Snapshot, options: BuildOptions, changed: Collection[str]
    ) -> Proof | None:
        """The site as it is; where articles have errors, with those as they last were, or without them.

        Errors elsewhere keep the last sound site. The first one is as good as it gets.
        """
        last, insides = self.state.proof, self._memory.all_insides()
        if base.sound:
            return Proof(base.inputs, snapshot, base.prepared, insides)
        wrong = {problem.span.path for problem in base.found if problem.severity == "error"}
        nothing_else = bool(changed) and wrong.issuperset(changed)
        if CONFIG_FILE in wrong or (last and (nothing_else or not all(map(is_article, wrong)))):
            return last
        inputs, insides = with_former(base.inputs, insides, wrong, last)
        prepared, found = prepare_inputs(inputs, snapshot, options, workshop(self._memory))
        if last and count(weighed(found, prepared.resolved.every, options, snapshot.texts), "error"):
            return last
        return Proof(inputs, snapshot, prepared, insides)

    def _prepare(self, survey: Survey, options: BuildOptions, pool: Pool) -> _Base:
        shop = workshop(self._memory, pool)
        inputs, in_files = read_inputs(survey.snapshot, shop.pool, shop.watch, self._memory)
        prepared, in_site = prepare_inputs(inputs, survey.snapshot, options, shop)
        return _Base(
            inputs=inputs,
            prepared=prepared,
            found=(
                *survey.found,
                *weighed((*in_files, *in_site), prepared.resolved.every, options, survey.snapshot.texts),
            ),
            surveyed=survey.found,
            due=first_due(prepared.resolved.every, options.now),
        )

    def glance(self, paths: Collection[str]) -> bool | None:
        """Looks at some articles; whether they have changed, or `None` if it takes a look at all of the folder."""
        with self._lock:
            return self._glance(paths)

    def _glance(self, paths: Collection[str]) -> bool | None:
        begun = time.monotonic()
        files, proof = self._changed_now(paths), self.state.proof
        if not files or proof is None:
            return None if files is None else False
        base = self._revised({path: data for path, (data, _) in files.items()})
        if base is None:
            return None
        self._base = base
        self._hints.update((path, hint) for path, (_, hint) in files.items())
        self._seen.update((path, hint.digest) for path, (_, hint) in files.items())
        if base.sound:
            proof = proof.revised(base.inputs, base.prepared, self._memory.all_insides())
        self._show(proof, self.state.files, tuple(files), begun)
        return True

    def _changed_now(self, paths: Collection[str]) -> dict[str, tuple[bytes, Hint]] | None:
        """Those of some articles that differ from what is known; `None` if one of them is not known, or not there."""
        known = (path for path in paths if path in self._seen and is_article(path))
        read = {path: found for path in known if (found := read_now(self.source, path))}
        if len(read) < len(paths) or self.state.proof is None or self._is_due(self.options()):
            return None
        return {path: found for path, found in read.items() if found[1].digest != self._seen[path]}

    def _revised(self, texts: Mapping[str, bytes]) -> _Base | None:
        """What the site is made from, with some articles as they are now, if no more than their words changed."""
        base, options = self._base, self.options()
        if base is None:
            return None
        model, articles = base.prepared.resolved.model, self._memory.articles()
        read_again(texts, model.config, {section.path: section for section in model.sections}, self._memory)
        prepared, found = base.prepared, base.found
        for path in texts:
            revised = revise(prepared, found, path, articles, options)
            if revised is None:
                return None
            prepared, found = revised
        new = {path: manuscript for path in texts if (manuscript := articles[path].manuscript)}
        manuscripts = tuple(new.get(manuscript.path, manuscript) for manuscript in base.inputs.manuscripts)
        inputs = structs.replace(base.inputs, manuscripts=manuscripts, insides=dict(prepared.projections.insides))
        return structs.replace(base, inputs=inputs, prepared=prepared, found=found)

    def _is_due(self, options: BuildOptions) -> bool:
        return self._base is not None and self._base.due is not None and options.now >= self._base.due

    def _show(self, proof: Proof | None, files: Mapping[str, bytes], changed: tuple[str, ...], begun: float) -> None:
        self.state = State(
            number=self.state.number + 1,
            proof=proof,
            found=in_order(self._base.found) if self._base else (),
            files=files,
            changed=changed,
            seconds=time.monotonic() - begun,
        )


def _digests(survey: Survey) -> dict[str, str]:
    """What tells a file from what it was before, for all files."""
    snapshot, hints = survey.snapshot, survey.hints
    digests = {path: hints[path].digest for path in snapshot.texts if path in hints}
    return {**digests, **{path: media.digest for path, media in snapshot.media.items()}}
