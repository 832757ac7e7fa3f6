"""A pool of processes on this machine.

Not `concurrent.futures`: its threads make forking unsafe, and a worker that ends in the middle of an answer, as all
do on Ctrl-C, leaves it waiting for the rest for ever. Here each worker has a pipe of its own, whose end says so.
"""

import gc
import multiprocessing
import os
import pickle
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Literal, TypeVar

from msgspec import Struct

from gazeta.edge.garbage import collect_seldom
from gazeta.edge.signals import undisturbed
from gazeta.edge.user_error import Trouble
from gazeta.engine.pool import Pool, Serial

T = TypeVar("T")
R = TypeVar("R")

MOST_JOBS = 8
"""More processes than this wait for each other's results rather than make more."""

StartMethod = Literal["fork", "spawn"]
"""How a worker begins: as a copy of this process, or as a new one, which is given the task by a pipe."""

START_METHOD = "GAZETA_START_METHOD"
"""The environment's variable that chooses another start method than the platform's own; for tests."""


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
    if jobs <= 1:
        yield Serial()
        return
    with closing(Processes(jobs)) as pool:
        yield pool


def start_method() -> StartMethod:
    """`fork` where it is both there and safe; macOS has it, but its own libraries do not survive it."""
    if os.environ.get(START_METHOD) == "spawn" or sys.platform != "linux":
        return "spawn"
    return "fork"


class Processes:
    """Processes that live as long as this object, from the first `map` on. Tasks and batches must be picklable.

    They begin early, when this process is small, and are told what to do: what it comes to hold later is never
    theirs. With 20,000 articles, workers that were forked for each `map` came to 100 MB each (measured), for Python
    counts references in the objects, and each that either side looks at becomes a copy of its own.
    """

    def __init__(self, jobs: int, method: StartMethod | None = None) -> None:
        self.width = jobs
        self._method = method or start_method()
        self._workers: dict[Connection, _Worker] = {}
        self._idle: list[_Worker] = []

    def map(self, task: Callable[[T], R], batches: Iterable[T]) -> Generator[R, None, None]:
        """The results in the order of the batches; raises `WorkerLost` when a worker dies."""
        waiting = iter(batches)
        first = list(islice(waiting, self.width))
        if len(first) <= 1:
            return Serial().map(task, first)
        results = self._map(pickle.dumps(task), first, waiting)
        next(results)
        return results

    def close(self) -> None:
        """Ends all workers, whatever they are doing."""
        for worker in list(self._workers.values()):
            self._end(worker)

    def _map(self, task: bytes, first: list[T], others: Iterator[T]) -> Generator[Any, None, None]:
        """The first thing that comes is nothing, and says that all workers are at work."""
        at_work = [self._take() for _ in first]
        done = False
        try:
            yield from _in_order(task, [worker.connection for worker in at_work], chain(first, others))
            done = True
        finally:
            for worker in at_work:
                if done and len(self._idle) < self.width:
                    self._idle.append(worker)
                else:
                    self._end(worker)

    def _take(self) -> "_Worker":
        """A worker that has nothing to do: while one `map` goes on, another has workers of its own."""
        if self._idle:
            return self._idle.pop()
        worker = _start(list(self._workers), self._method)
        self._workers[worker.connection] = worker
        return worker

    def _end(self, worker: "_Worker") -> None:
        if self._workers.pop(worker.connection, None):
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


def _start(siblings: Sequence[Connection], method: StartMethod) -> _Worker:
    forks = method == "fork"
    context = multiprocessing.get_context("fork") if forks else multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    inherited = [*siblings, ours] if forks else []
    process = context.Process(target=_work, args=(theirs, inherited), daemon=True)
    gc.freeze()  # or the worker's first collection would copy all that it shares with this process
    try:
        with undisturbed():  # a signal reaches all processes of a terminal, and the parent decides
            process.start()
    finally:
        gc.unfreeze()
    theirs.close()
    return _Worker(process, ours)


def _in_order(task: bytes, connections: Sequence[Connection], batches: Iterable[Any]) -> Iterator[Any]:
    """Nothing at first, when each worker has its batch; then the results, of which early ones wait for their turn."""
    waiting = iter(enumerate(batches))
    early: dict[int, Any] = {}
    given = sum(_give(connection, waiting, task) for connection in connections)
    yield None
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


def _give(connection: Connection, waiting: Iterator[tuple[int, Any]], task: bytes | None = None) -> bool:
    """Whether there was another batch to give to a worker, with a new task if there is one."""
    following = next(waiting, None)
    if following is None:
        return False
    with suppress(BrokenPipeError):  # then it is dead, and its silence says so in a moment
        connection.send((*following, task))
    return True


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


def _work(connection: Connection, inherited: Sequence[Connection]) -> None:
    """A worker's life; it ends with its parent's, even if that was killed."""
    collect_seldom()
    task: Callable[[Any], Any] = _no_task
    for other in inherited:
        other.close()
    threading.Thread(target=_die_with_parent, daemon=True).start()
    with suppress(EOFError, ConnectionError):
        while True:
            number, batch, new = connection.recv()
            task = pickle.loads(new) if new else task  # noqa: S301 - from the process that started this one
            connection.send(_answer(task, number, batch))


def _no_task(_batch: Any) -> None:
    """Nobody has said yet what to do."""


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
