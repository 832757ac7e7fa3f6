"""Who does the work: this process, or others; the engine does not know which."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Pool(Protocol):
    """Runs pure functions of picklable arguments."""

    @property
    def width(self) -> int:
        """How many batches can be under way at once."""

    def map(self, task: Callable[[T], R], batches: Sequence[T]) -> Iterator[R]:
        """The results of `task` on each batch, in the order of the batches."""


class Serial:
    """All in this process, one after the other."""

    width = 1

    def map(self, task: Callable[[T], R], batches: Sequence[T]) -> Iterator[R]:
        """The results, made as they are asked for."""
        return map(task, batches)


def cut(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Items in batches of `size`, the last one shorter."""
    return [items[start : start + size] for start in range(0, len(items), size)]
