"""A pool of processes on this machine.

Not `concurrent.futures`: its threads make forking unsafe, and a worker that ends in the middle of an answer, as all
do on Ctrl-C, leaves it waiting for the rest for ever. Here each worker has a pipe of its own, whose end says so.
"""

import gc
import multiprocessing
import os
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from msgspec import Struct

from gazeta.edge.signals import undisturbed
from gazeta.edge.user_error import Trouble
from gazeta.engine.pool import Pool, Serial

T = TypeVar("T")
R = TypeVar("R")

MOST_JOBS = 8
"""More processes than this wait for each other's results rather than make more."""

_FORKS = sys.platform == "linux"
"""Where `fork` is both there and safe; macOS has it, but its own libraries do not survive it."""


class WorkerLost(Trouble):
    """A worker process died under its work."""


class WorkerFailed(Exception):  # noqa: N818 - the error is the one that its notes tell of
    """A task raised something in another process, which is a bug; the traceback there is in the notes."""


def default_jobs() -> int:
    """As many as this process may use processors, at most `MOST_JOBS`."""
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(usable, MOST_JOBS)


@contextmanager
def local_pool(jobs: int) -> Iterator[Pool]:
    """A pool that runs up to `jobs` batches at once; 1 stays in this process."""
    yield Serial() if jobs <= 1 else Processes(jobs)


_SPAN = 16
"""Batches until a worker is relieved by a new one. Each object that a worker looks at becomes a copy of its own,
because Python counts references in the objects; with 20,000 articles that came to 100 MB a worker (measured)."""


class Processes:
    """Processes that live as long as a `map`: forked, they share the task's data with this one for nothing."""

    def __init__(self, jobs: int) -> None:
        self.width = jobs

    def map(self, task: Callable[[T], R], batches: Iterable[T]) -> Generator[R, None, None]:
        """The results in the order of the batches; raises `WorkerLost` when a worker dies."""
        waiting = iter(batches)
        first = list(islice(waiting, self.width))
        if len(first) <= 1:
            return Serial().map(task, first)
        results = self._map(task, first, waiting)
        next(results)
        return results

    @staticmethod
    def _map(task: Callable[[T], R], first: list[T], others: Iterator[T]) -> Generator[Any, None, None]:
        """The first thing that comes is nothing, and says that all workers are at work."""
        crew = _Crew(task)
        try:
            for _ in first:
                crew.hire()
            yield from _in_order(crew, chain(first, others))
        finally:
            crew.end()


class _Failure(Struct, frozen=True):
    """What went wrong and where; the arguments of the error if it is the system's or `Trouble`."""

    what: str
    where: str
    system: tuple[Any, ...] = ()
    trouble: tuple[str, str] | None = None


class _Answer(Struct, frozen=True):
    """What a worker says: the number of a batch, with its result or with what went wrong."""

    number: int
    result: Any = None
    failure: "_Failure | None" = None


class _Worker(Struct, frozen=True):
    process: BaseProcess
    connection: Connection

    def end(self) -> None:
        """At once, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.connection.close()


class _Crew:
    """Workers at one task, and how many batches each of them has been given."""

    def __init__(self, task: Callable[[Any], Any]) -> None:
        self._task = task
        self._workers: dict[Connection, _Worker] = {}
        self._given: Counter[Connection] = Counter()

    @property
    def connections(self) -> list[Connection]:
        """The pipes to all of them."""
        return list(self._workers)

    def hire(self) -> Connection:
        """One more."""
        gc.freeze()  # or its first collection would copy all that it shares with this process
        try:
            worker = _start(self._task, self.connections)
        finally:
            gc.unfreeze()
        self._workers[worker.connection] = worker
        return worker.connection

    def give(self, connection: Connection, waiting: Iterator[tuple[int, Any]]) -> bool:
        """Whether there was another batch to give to a worker, or to who comes in its place."""
        following = next(waiting, None)
        if following is None:
            return False
        if self._given[connection] == _SPAN:
            self._workers.pop(connection).end()
            connection = self.hire()
        self._given[connection] += 1
        with suppress(BrokenPipeError):  # then it is dead, and its silence says so in a moment
            connection.send(following)
        return True

    def end(self) -> None:
        """All of them."""
        for worker in self._workers.values():
            worker.end()


def _start(task: Callable[[Any], Any], siblings: Sequence[Connection]) -> _Worker:
    context = multiprocessing.get_context("fork" if _FORKS else None)
    ours, theirs = context.Pipe()
    inherited = [*siblings, ours] if _FORKS else []
    process = context.Process(target=_work, args=(task, theirs, inherited), daemon=True)
    with undisturbed():  # a signal reaches all processes of a terminal, and the parent decides
        process.start()
    theirs.close()
    return _Worker(process, ours)


def _in_order(crew: _Crew, batches: Iterable[Any]) -> Iterator[Any]:
    """Nothing at first, when each worker has its batch; then the results, of which early ones wait for their turn."""
    waiting = iter(enumerate(batches))
    early: dict[int, Any] = {}
    given = sum(crew.give(connection, waiting) for connection in crew.connections)
    yield None
    number = 0
    while number < given:
        while number not in early:
            connections = crew.connections
            speaking = wait(connections)
            for connection in (one for one in connections if one in speaking):
                answer = _received(connection)
                early[answer.number] = answer.result
                given += crew.give(connection, waiting)
        yield early.pop(number)
        number += 1


def _received(connection: Connection) -> _Answer:
    try:
        answer: _Answer = connection.recv()
    except (EOFError, ConnectionError) as error:
        message = "A worker process ended before its work was done; the system may have run out of memory."
        raise WorkerLost(message, "Build again with --jobs 1.") from error
    if answer.failure is not None:
        _raise(answer.failure)
    return answer


def _raise(failure: _Failure) -> None:
    if failure.trouble:
        raise Trouble(*failure.trouble)
    failed = OSError(*failure.system) if failure.system else WorkerFailed(failure.what)
    failed.add_note(failure.where)
    raise failed


def _work(task: Callable[[Any], Any], connection: Connection, inherited: Sequence[Connection]) -> None:
    """A worker's life; it ends with its parent's, even if that was killed."""
    for other in inherited:
        other.close()
    threading.Thread(target=_die_with_parent, daemon=True).start()
    with suppress(EOFError, ConnectionError):
        while True:
            number, batch = connection.recv()
            connection.send(_answer(task, number, batch))


def _answer(task: Callable[[Any], Any], number: int, batch: Any) -> _Answer:
    try:
        return _Answer(number, task(batch))
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent raises it again
        system = (error.errno, error.strerror, error.filename) if isinstance(error, OSError) else ()
        trouble = (error.message, error.hint) if isinstance(error, Trouble) else None
        what, where = f"{type(error).__name__}: {error}", "".join(traceback.format_exception(error))
        return _Answer(number, failure=_Failure(what, where, system, trouble))


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
