"""How a command is ended from outside: by Ctrl-C, by `kill`, by a terminal that is closed; all in the same way."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_HEARD = (
    {signal.SIGINT, signal.SIGTERM} if sys.platform == "win32" else {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
)


class Ended(KeyboardInterrupt):
    """A signal that ends the command; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def listen() -> None:
    """Lets each of these signals raise `Ended`, but for those that whoever started the command wants ignored."""
    for number in _HEARD:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    """What is cleaned up now, a second signal does not disturb."""
    for other in _HEARD:
        signal.signal(other, signal.SIG_IGN)
    raise Ended(number)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Signals that come meanwhile wait until this ends. Processes that start in here never hear them."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
