"""A pool of processes on this machine."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, ClassVar, TypeVar

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
    pool = Processes(jobs)
    try:
        yield pool
    finally:
        pool.close()


class Processes:
    """Processes that live as long as a `map`: forked, they share the task's data with this one for nothing."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._context = multiprocessing.get_context("fork" if _FORKS else None)
        self._their_end, self._lifeline = self._context.Pipe(duplex=False)

    @property
    def width(self) -> int:
        """How many batches can be under way at once."""
        return self._jobs

    def map(self, task: Callable[[T], R], batches: Sequence[T]) -> Iterator[R]:
        """The results in the order of the batches; raises `WorkerLost` when a worker dies."""
        if len(batches) <= 1:
            yield from map(task, batches)
            return
        start = (task, self._their_end, self._lifeline)
        workers = min(self._jobs, len(batches))
        with ProcessPoolExecutor(workers, self._context, _begin, start) as executor:
            try:
                yield from executor.map(_run, batches)
            except BrokenProcessPool as error:
                message = "A worker process ended before its work was done; the system may have run out of memory."
                raise WorkerLost(message, "Build again with --jobs 1.") from error
            except BaseException:
                self.close()  # nobody waits for batches whose results are not wanted any more
                raise

    def close(self) -> None:
        """Ends all workers at once, whatever they are doing."""
        self._lifeline.close()
        self._their_end.close()


class _Worker:
    """What a worker keeps: its task, which comes with the process and so need not travel with each batch."""

    task: ClassVar[Callable[[Any], Any]]


def _begin(task: Callable[[Any], Any], lifeline: Connection, parents_end: Connection) -> None:
    _Worker.task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    parents_end.close()
    threading.Thread(target=_live_as_long_as, args=(lifeline,), daemon=True).start()


def _live_as_long_as(lifeline: Connection) -> None:
    """Nothing is ever sent: the pipe ends when the parent closes it or dies, even by SIGKILL."""
    lifeline.poll(None)
    os._exit(1)


def _run(batch: Any) -> Any:
    return _Worker.task(batch)
