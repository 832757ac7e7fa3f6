"""Who does the work: this process, or others; the engine does not know which."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Pool(Protocol):
    """Runs pure functions of picklable arguments."""

    @property
    def width(self) -> int:
        """How many batches can be under way at once."""

    def map(self, task: Callable[[T], R], batches: Iterable[T]) -> Generator[R, None, None]:
        """The results of `task` on each batch, in the order of the batches, which are asked for one by one.

        Other processes begin at once, and go on while nothing is asked for as far as they have batches.
        """


class Serial:
    """All in this process, one after the other."""

    width = 1

    def map(self, task: Callable[[T], R], batches: Iterable[T]) -> Generator[R, None, None]:
        """The results, made as they are asked for."""
        yield from map(task, batches)


def cut(items: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """Items in batches of `size`, the last one shorter."""
    waiting = iter(items)
    while batch := list(islice(waiting, size)):
        yield batch
