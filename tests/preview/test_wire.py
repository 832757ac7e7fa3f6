"""Raw bytes on the preview's socket: proofs of concept against other servers, and nonsense."""

import contextlib
import random
import re
import select
import socket

import pytest

from preview.conftest import PATIENCE, Serving
from preview.test_serve import CANARY, raw

POCS = (
    # MkDocs CVE-2021-40978, Zola CVE-2023-40274, Gatsby CVE-2023-34238: dots, encoded or not
    b"/..%2f..%2f..%2f{site}/site.yaml", b"/%2e%2e%2f%2e%2e%2f{site}/site.yaml", b"/....//....//site.yaml",
    b"//{site}/site.yaml", b"/{site}/site.yaml", b"/./site.yaml", b"/content/../site.yaml",
    b"/__file-code-frame?filePath={site}/site.yaml&lineNumber=1", b"/__original-stack-frame?moduleId={site}/site.yaml",
    # a sibling whose name begins like the folder's (11ty/dev-server#152)
    b"/../news-sibling/secret.txt", b"/..%2fnews-sibling%2fsecret.txt", b"/..%5cnews-sibling%5csecret.txt",
    # Vite CVE-2025-30208, 31125, 31486, 32395, 46565, 58751, 62522
    b"/@fs{site}/site.yaml?raw??", b"/@fs{site}/site.yaml?import&raw??", b"/@fs{site}/site.yaml?inline&import",
    b"/@fs{site}/site.yaml?.svg?.wasm?init", b"/@fs{site}/site.yaml#/../x", b"/site.yaml#/x", b"/@id/{site}/site.yaml",
    b"/{site}/site.yaml/.", b"/site.yaml%5c", b"/site.yaml?/.", b"/static/../../site.yaml",
    # names that Windows' file systems know by others
    b"/site.yaml::$DATA", b"/SITE~1.YAM", b"/content/secret.md.", b"/content/secret.md%20",
    # doubly encoded, overlong, half encoded
    b"/%252e%252e%252fsite.yaml", b"/%c0%ae%c0%ae%c0%afsite.yaml", b"/%u002e%u002e/site.yaml", b"/%2e%2e%00/site.yaml",
    b"/site.yaml%00.html", b"/site.yaml%0d%0aX-Injected: 1", b"/%", b"/%zz", b"/\xff\xfe", b"/" + b"../" * 500 + b"etc/passwd",
    # an absolute address, another scheme, nothing
    b"file://{site}/site.yaml", b"http://127.0.0.1/../site.yaml", b"*", b"", b"?", b"#",
)  # fmt: skip


@pytest.fixture
def guarded(served: Serving) -> Serving:
    """A preview beside which, and in which, nobody may read a word."""
    config = served.site / "site.yaml"
    config.write_text(f"{config.read_text(encoding='utf-8')}# {CANARY}\n", encoding="utf-8")
    (served.site / "content/secret.md").write_text(
        f"---\ntitle: Secret\ndate: 2026-06-01\n# {CANARY}\n---\n\nText.\n", encoding="utf-8"
    )
    sibling = served.site.parent / f"{served.site.name}-sibling"
    sibling.mkdir()
    (sibling / "secret.txt").write_text(CANARY, encoding="utf-8")
    served.until("/secret/", lambda text: "Secret" in text)
    return served


def test_no_proof_of_concept_reads_a_byte(guarded: Serving) -> None:
    host = b"Host: 127.0.0.1:%d\r\n" % guarded.port
    for poc in POCS:
        path = poc.replace(b"{site}", str(guarded.site).encode())
        answer = raw(guarded.port, b"GET " + path + b" HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n")
        assert CANARY.encode() not in answer, path
        assert b"root:" not in answer, path
        assert b"\r\nX-Injected" not in answer, path
        assert b"Traceback" not in answer, path
    assert guarded.get("/")[0] == 200


def token_of(served: Serving) -> str:
    found = re.search(r'data-gazeta-token="([^"]+)"', served.get("/")[1])
    assert found is not None
    return found[1]


@pytest.mark.parametrize("site", [None, "same-origin", "same-site", "cross-site", "none"])
@pytest.mark.parametrize(
    "origin", [None, "own", "http://localhost:{port}", "http://evil.example", "null", "https://own"]
)
@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "evil.example:{port}", "127.0.0.1"])
def test_events_by_host_origin_and_fetch_metadata(
    preview_once: Serving, host: str, origin: str | None, site: str | None
) -> None:
    """Without the token nobody hears anything; with it only pages of this server, by its own name."""
    port = preview_once.port
    own = {"own": f"http://127.0.0.1:{port}", "https://own": f"https://127.0.0.1:{port}"}
    headers = [f"Host: {host.format(port=port)}"]
    headers += [f"Origin: {own.get(origin, origin).format(port=port)}"] if origin else []
    headers += [f"Sec-Fetch-Site: {site}", "Sec-Fetch-Mode: cors"] if site else []
    ours = host in {"127.0.0.1:{port}", "localhost:{port}"}
    fine = ours and origin in {None, "own", "http://localhost:{port}"} and site in {None, "same-origin", "none"}
    for token, expected in (("guess", b"403"), (token_of(preview_once), b"200" if fine else b"4")):
        lines = "\r\n".join([f"GET /_gazeta/events?token={token} HTTP/1.1", *headers, "", ""])
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            connection.sendall(lines.encode())
            status = connection.recv(1_000).split(b" ")[1]
        assert status.startswith(expected) or (token == "guess" and status == b"421"), (token, lines)


def test_nonsense_does_not_stop_it(guarded: Serving) -> None:
    """Requests with bytes flipped, cut, doubled and put in, from a seed."""
    chance = random.Random(5)
    seeds = [
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % guarded.port,
        b"GET /_gazeta/events?token=x HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % guarded.port,
        b"GET /_gazeta/?lang=ar HTTP/1.1\r\nHost: localhost:%d\r\nAccept-Language: de;q=0.5\r\n\r\n" % guarded.port,
        b"GET /culture/ HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: gazeta-%d=2026-06-09T12:00\r\n\r\n"
        % (guarded.port, guarded.port),
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 5\r\n\r\nhello" % guarded.port,
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
        % guarded.port,
    ]
    answers = b""
    for _ in range(8):
        open_ones = [socket.create_connection(("127.0.0.1", guarded.port), timeout=PATIENCE) for _ in range(100)]
        for connection in open_ones:
            try:
                connection.sendall(mutated(chance.choice(seeds), chance))
                connection.setblocking(False)
            except OSError:
                pass
        assert guarded.get("/")[0] == 200  # so it has taken those that came before
        answers += b"".join(said(connection) for connection in select.select(open_ones, [], [], PATIENCE)[0])
        for connection in open_ones:
            connection.close()
    assert b"HTTP/1.1 200" in answers
    assert b"HTTP/1.1 400" in answers
    assert b"HTTP/1.1 5" not in answers
    assert CANARY.encode() not in answers
    assert guarded.get("/")[0] == 200
    assert guarded.process.poll() is None


def said(connection: socket.socket) -> bytes:
    """What has come so far."""
    with contextlib.suppress(OSError):
        return connection.recv(200_000)
    return b""


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(4)):
        place = chance.randrange(len(changed) or 1)
        way = chance.randrange(5)
        if way == 0:
            changed[place : place + 1] = bytes([chance.randrange(256)])
        elif way == 1:
            del changed[place : place + chance.randrange(1, 30)]
        elif way == 2:
            changed[place:place] = changed[place : place + chance.randrange(1, 60)]
        elif way == 3:
            changed[place:place] = chance.choice([b"\r\n", b"\n", b"\0", b"\r", b": ", b"%", b"\xff", b" " * 300])
        else:
            changed[place:place] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 40)))
    return bytes(changed)


def begun(served: Serving, request: bytes) -> socket.socket:
    """A connection on which something was said at once: the server waits ten seconds for it."""
    connection = socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE)
    connection.sendall(request)
    return connection


def test_many_streams_and_slow_ones_leave_room_for_pages(served: Serving) -> None:
    """300 pages that listen, 300 that never finish their request, 50 that never read."""
    token = token_of(served)
    begin = f"GET /_gazeta/events?token={token} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n\r\n".encode()
    streams = [begun(served, begin) for _ in range(300)]
    slow = [begun(served, b"GET / HTTP/1.1\r\nHost") for _ in range(300)]
    for connection in streams[50:]:
        assert b"text/event-stream" in connection.recv(4_096)
    for _ in range(20):
        assert served.get("/")[0] == 200
    (served.site / "content/world/heard.md").write_text("---\ntitle: Heard\ndate: 2026-06-01\n---\n\nText.\n")
    for connection in streams[50:]:
        data = b""
        while b"heard.md" not in data:
            data += connection.recv(4_096)
    for connection in (*streams, *slow):
        connection.close()
