"""Clients that begin a request and never end it are sent away; those that listen are not."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
import uvicorn
from uvicorn.server import ServerState

from gazeta.preview import patience
from gazeta.preview.patience import PatientProtocol

Scope = dict[str, object]
GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


async def app(_scope: Scope, _receive: object, send: object) -> None:
    """Answers with a stream that goes on for longer than anybody's patience."""
    headers = [(b"transfer-encoding", b"chunked")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})  # type: ignore[operator]
    for number in range(6):
        await send({"type": "http.response.body", "body": b"%d" % number, "more_body": True})  # type: ignore[operator]
        await asyncio.sleep(0.1)
    await send({"type": "http.response.body", "body": b"end"})  # type: ignore[operator]


async def talk(*pieces: bytes, pause: float = 0.0) -> bytes:
    """What the server answers to a request in pieces, until it ends the connection or 1.5 seconds are over."""
    config = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none")  # type: ignore[arg-type]
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: PatientProtocol(config, state, {}), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    answer = b""
    try:
        async with asyncio.timeout(1.5):
            for piece in pieces:
                writer.write(piece)
                await asyncio.sleep(pause)
            while some := await reader.read(65_536):
                answer += some
            answer += b"[ended]"
    except TimeoutError:
        answer += b"[open]"
    except ConnectionError:
        answer += b"[ended]"
    writer.close()
    server.close()
    return answer


def answer(*pieces: bytes, pause: float = 0.0) -> bytes:
    """The same from a thread of its own: Playwright has a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(talk(*pieces, pause=pause))).result()


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PATIENCE", 0.3)


@pytest.mark.parametrize(
    "pieces",
    [(), (b"GET / HTTP/1.1\r\n",), tuple(bytes([byte]) for byte in GET)],
    ids=["silence", "half a request", "a byte at a time"],
)
def test_who_does_not_come_to_the_point_is_sent_away(pieces: tuple[bytes, ...]) -> None:
    assert answer(*pieces, pause=0.05) == b"[ended]"


def test_who_listens_may_stay() -> None:
    assert b"end\r\n" in answer(GET)


def test_a_second_request_must_come_to_the_point_too() -> None:
    said = answer(GET, GET[:5], pause=0.7)
    assert b"end\r\n" in said
    assert said.endswith(b"[ended]")
