"""Open pages that want to be told of changes: server-sent events (HTML, 9.2), each page with a queue of its own."""

import asyncio
from collections.abc import AsyncIterator

from msgspec import json

MOST = 2_000
"""Streams that are open at once; one more is refused, so that nobody can use up the machine."""
_BREATH = 15.0
"""Seconds between signs of life, by which a connection that is gone is noticed."""


class Hub:
    """Hands messages to all streams. `tell` may be called from any thread; all else belongs to the loop's."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[bytes]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def begin(self) -> None:
        """Belongs to the loop that is running."""
        self._loop = asyncio.get_running_loop()

    @property
    def full(self) -> bool:
        """Whether there is no room for one more."""
        return len(self._queues) >= MOST

    def tell(self, message: object) -> None:
        """Sends a message, as JSON, to every stream."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._put, b"data: " + json.encode(message) + b"\n\n")

    def _put(self, data: bytes) -> None:
        for queue in self._queues:
            if queue.full():  # who does not read gets the newest alone
                queue.get_nowait()
            queue.put_nowait(data)

    async def stream(self, first: object) -> AsyncIterator[bytes]:
        """What one page gets, beginning with a message of its own."""
        queue: asyncio.Queue[bytes] = asyncio.Queue(maxsize=4)
        self._queues.add(queue)
        try:
            yield b"retry: 1000\ndata: " + json.encode(first) + b"\n\n"
            while True:
                try:
                    yield await asyncio.wait_for(queue.get(), _BREATH)
                except TimeoutError:
                    yield b": alive\n\n"
        finally:
            self._queues.discard(queue)
