"""A pool of processes on this machine.

Not `concurrent.futures`: its threads make forking unsafe, and a worker that ends in the middle of an answer, as all
do on Ctrl-C, leaves it waiting for the rest for ever. Here each worker has a pipe of its own, whose end says so.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from msgspec import Struct

from gazeta.edge.trouble import Trouble
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


class Processes:
    """Processes that live as long as a `map`: forked, they share the task's data with this one for nothing."""

    def __init__(self, jobs: int) -> None:
        self.width = jobs

    def map(self, task: Callable[[T], R], batches: Iterable[T]) -> Iterator[R]:
        """The results in the order of the batches; raises `WorkerLost` when a worker dies."""
        waiting = iter(batches)
        first = list(islice(waiting, self.width))
        if len(first) <= 1:
            yield from map(task, first)
            return
        workers: list[_Worker] = []
        gc.freeze()  # or the first collection of each worker would copy all that it shares with this process
        try:
            for _ in first:
                workers.append(_start(task, workers))
            gc.unfreeze()
            yield from _in_order(workers, chain(first, waiting))
        finally:
            for worker in workers:
                worker.end()


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


def _start(task: Callable[[Any], Any], siblings: Sequence[_Worker]) -> _Worker:
    context = multiprocessing.get_context("fork" if _FORKS else None)
    ours, theirs = context.Pipe()
    inherited = [*(sibling.connection for sibling in siblings), ours] if _FORKS else []
    process = context.Process(target=_work, args=(task, theirs, inherited), daemon=True)
    with _undisturbed():
        process.start()
    theirs.close()
    return _Worker(process, ours)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C reaches all processes of a terminal; those that start in here never hear it, and the parent decides."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _in_order(workers: Sequence[_Worker], batches: Iterable[Any]) -> Iterator[Any]:
    """Each worker has one batch at a time; results that come early wait for their turn."""
    waiting = iter(enumerate(batches))
    early: dict[int, Any] = {}
    connections = [worker.connection for worker in workers]
    given = sum(_give(connection, waiting) for connection in connections)
    number = 0
    while number < given:
        while number not in early:
            speaking = wait(connections)
            for connection in (one for one in connections if one in speaking):
                answer = _received(connection)
                early[answer.number] = answer.result
                given += _give(connection, waiting)
        yield early.pop(number)
        number += 1


def _give(connection: Connection, waiting: Iterator[tuple[int, Any]]) -> bool:
    """Whether there was another batch to give."""
    following = next(waiting, None)
    if following is not None:
        with suppress(BrokenPipeError):  # then it is dead, and its silence says so in a moment
            connection.send(following)
    return following is not None


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
