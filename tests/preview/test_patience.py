"""Clients that begin a request and never end it are sent away; those that listen are not. The clock is the test's."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from gazeta.preview.request_timeout import PATIENCE, PatientProtocol

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


class Clock:
    """An event loop whose timers go off when the test lets time pass."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._now = 0.0
        self._timers: list[Timer] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._loop, name)

    def call_later(self, seconds: float, call: Callable[..., object], *words: object) -> "Timer":
        self._timers.append(Timer(self._now + seconds, lambda: call(*words)))
        return self._timers[-1]

    def pass_by(self, seconds: float) -> None:
        self._now += seconds
        due = [timer for timer in self._timers if timer.when <= self._now]
        self._timers = [timer for timer in self._timers if timer.when > self._now]
        for timer in due:
            timer.call()


class Timer:
    def __init__(self, when: float, call: Callable[[], object]) -> None:
        self.when, self.call = when, call

    def cancel(self) -> None:
        self.call = lambda: None


class Wire(asyncio.Transport):
    """A connection, as the server sees it."""

    def __init__(self) -> None:
        super().__init__()
        self.said, self.ended = b"", False

    def write(self, data: Any) -> None:
        self.said += bytes(data)

    def is_closing(self) -> bool:
        return self.ended

    def close(self) -> None:
        self.ended = True

    abort = close

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """As wide as it is."""


class Line:
    """A server's end of a connection, its clock, and an application that answers when it is let."""

    def __init__(self) -> None:
        self.clock, self.wire, self.may_end = Clock(), Wire(), asyncio.Event()
        config = uvicorn.Config(self._answer, log_level="critical", lifespan="off", ws="none", interface="asgi3")
        config.load()
        self.protocol = PatientProtocol(config, ServerState(), {}, self.clock)  # type: ignore[arg-type]
        self.protocol.connection_made(self.wire)

    async def _answer(
        self, _scope: object, _receive: object, send: Callable[[object], Coroutine[Any, Any, None]]
    ) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"begin", "more_body": True})
        await self.may_end.wait()
        await send({"type": "http.response.body", "body": b"end"})

    async def until(self, words: bytes) -> None:
        while words not in self.wire.said:
            assert not self.wire.ended, self.wire.said
            await asyncio.sleep(0)


def played(scene: Callable[[Line], Coroutine[Any, Any, None]]) -> None:
    """In a thread of its own: Playwright has a loop running in this one."""

    async def play() -> None:
        await scene(Line())

    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(play())).result()


@pytest.mark.parametrize(
    "pieces",
    [[], [b"GET / HTTP/1.1\r\n"], [bytes([byte]) for byte in b"GET / HTTP/1.1\r\nX: " + b"y" * 40]],
    ids=["silence", "half a request", "a byte at a time"],
)
def test_who_does_not_come_to_the_point_is_sent_away(pieces: list[bytes]) -> None:
    async def scene(line: Line) -> None:
        for piece in pieces:
            line.protocol.data_received(piece)
            line.clock.pass_by(0.9 * PATIENCE / len(pieces))
        early = line.wire.ended
        line.clock.pass_by(PATIENCE if not pieces else 0.2 * PATIENCE)
        assert (early, line.wire.ended) == (False, True)
        assert line.wire.said == b""

    played(scene)


def test_who_listens_may_stay() -> None:
    async def scene(line: Line) -> None:
        line.protocol.data_received(GET)
        await line.until(b"begin")
        line.clock.pass_by(100 * PATIENCE)
        assert not line.wire.ended
        line.may_end.set()
        await line.until(b"end\r\n")

    played(scene)


def test_a_second_request_must_come_to_the_point_too() -> None:
    async def scene(line: Line) -> None:
        line.may_end.set()
        line.protocol.data_received(GET)
        await line.until(b"end\r\n")
        line.protocol.data_received(GET[:5])
        line.clock.pass_by(0.9 * PATIENCE)
        assert not line.wire.ended
        line.clock.pass_by(0.2 * PATIENCE)
        assert line.wire.ended

    played(scene)
