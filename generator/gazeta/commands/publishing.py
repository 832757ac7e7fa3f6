"""One build from a site's folder to its destination, with what is remembered of the one before."""

import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import click
from msgspec import Struct, field

from gazeta.buildstate.archive import Last, archive_of, inputs_digest, read_hints, still_holds, write_hints
from gazeta.buildstate.changes import Changes, changes_of, no_changes, write_changes
from gazeta.buildstate.destinations import NAME
from gazeta.buildstate.outputs import bring_home
from gazeta.buildstate.read_only import Recollection
from gazeta.buildstate.store import Store, StoreBroken, store_path
from gazeta.commands.crash import ISSUES
from gazeta.commands.making import Made, made_of, make
from gazeta.commands.session import Session
from gazeta.commands.warning import warn
from gazeta.edge.disk import Survey, survey_site
from gazeta.edge.executors import default_jobs, local_pool
from gazeta.edge.lock import destination_lock
from gazeta.edge.place import is_inhabited
from gazeta.edge.publish import Publication, Published, PublishError, publication
from gazeta.edge.signals import undisturbed
from gazeta.edge.stages import sweep
from gazeta.edge.user_error import Trouble
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import Site


class Order(Struct, frozen=True, kw_only=True):
    """What is to be built, where to, and how. `state` is the folder `.gazeta`."""

    source: Path
    place: Path
    state: Path
    options: BuildOptions
    jobs: int | None = None
    clean: bool = False
    strict: bool = False
    max_changes: int | None = None
    session: Session = field(default_factory=Session)


T = TypeVar("T")
Outcome = tuple[Made, Published | None]


def with_store(place: Path, state: Path, work: Callable[[Store], T], *, clean: bool = False) -> T:
    """What some work with a destination's store comes to, within its lock; with `clean`, the store is empty.

    Should the store turn out to be damaged, or its disk full, the work begins again without it. So it does
    if it fails for whatever is in the store: anybody may have put it there.
    """
    with destination_lock(place, state), closing(Store(store_path(state, place))) as store:
        if clean:
            store.discard()
        is_told = _tell_lost(store)
        done = _with_store(store, work)
        if not is_told:
            _tell_lost(store)
        return done


def _tell_lost(store: Store) -> bool:
    """Whether there was to be told that what is in a store will not last."""
    if store.lost:
        message = f"What builds remember cannot be kept in {store.path}: {store.lost.rstrip('.')}."
        warn(message, "The next build takes longer. See whether the disk is full, or name a folder with --state.")
    return bool(store.lost)


def _with_store(store: Store, work: Callable[[Store], T]) -> T:
    is_empty = store.is_empty()
    try:
        return work(store)
    except StoreBroken as broken:
        if broken.is_unwritable:
            store.give_up(str(broken))
        else:
            store.discard()
    except (Trouble, OSError, MemoryError, click.ClickException):
        raise
    except Exception as error:
        if is_empty:
            raise
        _tell_misled(error)
        store.discard()
    try:
        return work(store)
    except StoreBroken as broken:
        store.give_up(str(broken))
        return work(store)


def with_past(past: Recollection, work: Callable[[Recollection], T]) -> T:
    """The same for who only reads what is remembered."""
    try:
        return work(past)
    except (Trouble, OSError, MemoryError, click.ClickException):
        raise
    except Exception as error:
        if past == Recollection():
            raise
        _tell_misled(error)
    return work(Recollection())


def _tell_misled(error: Exception) -> None:
    what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    message = f"With what builds remember, this one failed ({what}); it begins again with nothing remembered."
    warn(message, f"If nobody else writes to {NAME}, please report it at {ISSUES}.")


def carry_out(order: Order, store: Store) -> Outcome:
    """Builds and publishes. Raises `StoreBroken`."""
    begun = time.monotonic()
    with local_pool(order.jobs or default_jobs()) as pool, archive_of(store, order.place, pool) as archive:
        survey = survey_site(order.source, read_hints(store))
        inputs, last = inputs_digest(survey.snapshot, order.options), archive.last()
        if not survey.found and still_holds(last, inputs, order.options) and not archive.lost():
            bring_home(order.state, order.place)
            sweep(order.place, order.state)  # after a build that was killed when all was done
            _keep(store, lambda: None)
            order.session.fate = "published"
            _tell_changes(order, no_changes(order.options.now, order.place))
            return _unchanged(order, survey, last, begun)
        with publication(order.place, order.state, order.source, clean=order.clean) as public:
            site, made = make(
                survey, order.options, order.jobs, memory=store, past=archive, sink=public.stage, begun=begun
            )
            _keep_what_was_read(survey, store)
            if not made.is_fit(order.strict):
                return made, None
            gone = public.gone(site.files)
            with undisturbed():  # all of it or nothing, and what is said of it is true
                published = _publish(order, public, site, gone)
            last = Last(
                inputs=inputs,
                now=order.options.now.isoformat(),
                lasts=site.lasts,
                found=made.found,
                files=len(site.files),
                pages=site.pages,
                articles=site.articles,
            )
            _keep(store, lambda: archive.update(site, gone, public.place, last))
            return made, published


def _keep(store: Store, change: Callable[[], None]) -> None:
    """Writes down what has come of a build that is over; if that cannot be, it is all the same in place."""
    try:
        change()
        store.commit()
    except StoreBroken as broken:
        if not broken.is_unwritable:
            store.discard()
        store.give_up(str(broken))


def _tell_changes(order: Order, changes: Changes) -> None:
    try:
        write_changes(order.state, order.place, changes)
    except Trouble as trouble:
        warn(trouble.message, trouble.hint)


def _unchanged(order: Order, survey: Survey, last: Last, begun: float) -> Outcome:
    made = made_of(survey, last.found, begun, last.pages, last.articles)
    return made, Published(unchanged=last.files) if made.is_fit(order.strict) else None


def _keep_what_was_read(survey: Survey, store: Store) -> None:
    for table in ("articles", "insides"):
        store.keep_only(table, survey.snapshot.texts)
    write_hints(store, survey.hints)
    store.commit()


def _publish(order: Order, public: Publication, site: Site, gone: Iterable[str]) -> Published:
    changes = changes_of(site, gone, order.options.now, order.place)
    is_first = not public.owned or not is_inhabited(public.place)  # then nothing is there to be changed
    if order.max_changes is not None and not is_first and changes.count > order.max_changes:
        message = f"This build would change {changes.count} files; --max-changes allows {order.max_changes}."
        raise Trouble(message, "Look at what it is with `gazeta check`, or allow more.")
    published = _put_in_place(order.session, public, site)
    _tell_changes(order, changes)
    return published


def _put_in_place(session: Session, public: Publication, site: Site) -> Published:
    session.fate = "unsure"
    try:
        published = public.publish(site.receipts, site.files)
    except PublishError:  # all was taken back
        session.fate = "untouched"
        raise
    session.fate = "published"
    return published
