"""What the preview serves: the build's own pages, every save, errors and their end; and nothing else to anybody else."""

import contextlib
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

import pytest

from preview.conftest import NOW, PATIENCE, Serving

INJECTED = re.compile(
    r'<link rel="stylesheet" href="/_gazeta/preview.css"><script src="/_gazeta/preview.js" defer [^>]*></script>\n'
)
CLOCK = re.compile(r'<script src="/_gazeta/clock.js" data-gazeta-now="[^"]*" data-gazeta-ours></script>\n')
CANARY = "canary-7f3a"


def an_article(site: Path) -> Path:
    return next(path for path in sorted((site / "content").rglob("*.md")) if path.name.count(".") == 1)


def address(site: Path, article: Path) -> str:
    return "/" + article.relative_to(site / "content").with_suffix("").as_posix().removesuffix("/index") + "/"


def edit(path: Path, words: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + f"\n{words}\n", encoding="utf-8")


@pytest.mark.parametrize("instant", ["", "2026-12-24T12:00:00Z"])
def test_pages_are_those_of_the_build_but_for_the_script(
    preview: Callable[..., Serving], tmp_path: Path, instant: str
) -> None:
    """At the preview's own instant, and as the toolbar shows the site at another: as readers see it then."""
    served = preview(*([] if instant else ["--published"]))
    cookie = {"Cookie": f"gazeta-{served.port}={instant}"} if instant else {}
    command = [
        sys.executable,
        "-m",
        "gazeta",
        "build",
        "-s",
        str(served.site),
        "-d",
        str(tmp_path / "p"),
        "--now",
        instant or NOW,
    ]
    subprocess.run(command, check=True, capture_output=True)
    files = [
        path
        for path in sorted((tmp_path / "p").rglob("*"))
        if path.suffix in {".html", ".xml", ".css", ".js", ".txt"}
    ]
    assert len(files) > 20
    for path in files:
        name = path.relative_to(tmp_path / "p").as_posix()
        status, text = served.get("/" + name.removesuffix("index.html"), **cookie)
        assert status == 200, name
        assert CLOCK.sub("", INJECTED.sub("", text)) == path.read_text(encoding="utf-8"), name
        assert "_gazeta" not in path.read_text(encoding="utf-8"), "nothing of the preview is published"


def test_a_save_is_served_and_an_error_keeps_the_last_site(served: Serving) -> None:
    article = an_article(served.site)
    path = address(served.site, article)
    edit(article, "Something new.")
    served.until(path, lambda text: "Something new." in text)
    whole = article.read_text(encoding="utf-8")
    article.write_text(whole.replace("title:", "titel:", 1) + "\nNever seen.\n", encoding="utf-8")
    served.until("/_gazeta/", lambda text: "titel" in text)
    status, text = served.get(path)
    assert status == 200
    assert "Something new." in text
    assert "Never seen." not in text
    article.write_text(whole + "\nMended.\n", encoding="utf-8")
    served.until(path, lambda text: "Mended." in text)


def test_it_starts_with_a_broken_site_and_recovers(preview: Callable[..., Serving], tmp_path: Path) -> None:
    site = tmp_path / "broken"
    (site / "content/m").mkdir(parents=True)
    (site / "site.yaml").write_text("base_url: https://a.example\ntitle: A\nlocales: [xx]\n")
    served = preview(site=site)
    status, text = served.get("/")
    assert status == 503
    assert "There is no site to show yet" in text
    (site / "site.yaml").write_text("base_url: https://a.example/news\ntitle: A paper\nlocales: [en]\n")
    served.until("/news/", lambda text: "A paper" in text)


def in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def by_rename(path: Path, text: str) -> None:
    new = path.with_name(f".{path.name}.swp")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def vim(path: Path, text: str) -> None:
    """With a backup: the file goes away for a moment."""
    path.rename(path.with_name(path.name + "~"))
    path.write_text(text, encoding="utf-8")
    path.with_name(path.name + "~").unlink()


def jetbrains(path: Path, text: str) -> None:
    new, old = path.with_name(path.name + "___jb_tmp___"), path.with_name(path.name + "___jb_old___")
    new.write_text(text, encoding="utf-8")
    path.rename(old)
    new.rename(path)
    old.unlink()


def in_pieces(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        for start in range(0, len(text), 200):
            file.write(text[start : start + 200])
            file.flush()


@pytest.mark.parametrize("save", [in_place, by_rename, vim, jetbrains, in_pieces])
def test_no_save_is_missed_however_an_editor_saves(served: Serving, save: Callable[[Path, str], None]) -> None:
    article = an_article(served.site)
    path, text = address(served.site, article), article.read_text(encoding="utf-8")
    for number in range(30):
        save(article, f"{text}\nSaved {number}.\n")
        served.until(path, lambda shown, number=number: f"Saved {number}." in shown)  # type: ignore[misc]


def test_polling_sees_changes_as_well(preview: Callable[..., Serving]) -> None:
    served = preview("--poll")
    article = an_article(served.site)
    edit(article, "Polled.")
    served.until(address(served.site, article), lambda text: "Polled." in text)


def test_new_folders_and_templates_are_seen(served: Serving) -> None:
    (served.site / "content/new").mkdir()
    (served.site / "content/new/story.md").write_text("---\ntitle: Newer\ndate: 2026-06-01\n---\n\nText.\n")
    served.until("/new/story/", lambda text: "Newer" in text)
    (served.site / "templates/parts").mkdir(parents=True)
    (served.site / "templates/parts/footer.html").write_text("<footer>A foot of our own</footer>\n")
    served.until("/", lambda text: "A foot of our own" in text)


def test_a_template_that_fails_says_where(served: Serving) -> None:
    (served.site / "templates").mkdir()
    (served.site / "templates/article.html").write_text("<html><head></head>{{ page.nonsense.more }}</html>\n")
    path = address(served.site, an_article(served.site))
    served.until(path, lambda text: "This page could not be made" in text)
    assert "templates/article.html:1" in served.get(path)[1]
    (served.site / "templates/article.html").unlink()
    served.until(path, lambda text: "could not be made" not in text)


# who may ask


def raw(port: int, data: bytes, last: bytes | None = None) -> bytes:
    """What is answered to some bytes until the server ends the connection, or up to what is known to come last."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        answer = b""
        with contextlib.suppress(ConnectionError):
            connection.sendall(data)
            while (last is None or last not in answer) and (piece := connection.recv(65_536)):
                answer += piece
        return answer


ATTACKS = (
    b"/../site.yaml", b"/../../etc/passwd", b"/%2e%2e/site.yaml", b"/..%2fsite.yaml", b"/%252e%252e/site.yaml",
    b"/..\\site.yaml", b"/%5c..%5csite.yaml", b"//etc/passwd", b"/%00site.yaml", b"/site.yaml", b"/content/secret.md",
    b"/content/", b"/.gazeta/", b"/.git/config", b"/templates/", b"/_gazeta/../site.yaml", b"/_gazeta/client/preview.js",
    b"/static/../site.yaml", b"/media/../../site.yaml", b"/@fs/etc/passwd", b"/@fs/etc/passwd?raw??", b"/%c0%ae%c0%ae/site.yaml",
    b"/site.yaml::$DATA", b"/fragments/../../site.yaml", b"http://evil.example/site.yaml", b"/?x=/../site.yaml",
)  # fmt: skip


def test_no_byte_of_the_sources_leaves_by_any_path(served: Serving) -> None:
    config = served.site / "site.yaml"
    config.write_text(f"{config.read_text()}# {CANARY}\n")
    (served.site / "content/secret.md").write_text(
        f"---\ntitle: Secret\ndate: 2026-06-01\n# {CANARY}\n---\n\nText.\n"
    )
    (served.site / ".gazeta").mkdir(exist_ok=True)
    (served.site / ".gazeta/x").write_text(CANARY)
    served.until("/secret/", lambda text: "Secret" in text)
    for path in ATTACKS:
        request = b"GET " + path + b" HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % served.port
        answer = raw(served.port, request)
        assert CANARY.encode() not in answer, path
        assert b"root:" not in answer, path
        assert served.get("/")[0] == 200, path


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (b"Host: evil.example\r\n", b"421"),
        (b"Host: 127.0.0.1\r\n", b"421"),
        (b"Host: 127.0.0.1.evil.example:%d\r\n", b"421"),
        (b"Host: 127.0.0.1:%d\r\nOrigin: https://evil.example\r\n", b"403"),
        (b"Host: 127.0.0.1:%d\r\nOrigin: null\r\n", b"403"),
        (b"Host: 127.0.0.1:%d\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n", b"403"),
        (b"Host: localhost:%d\r\n", b"200"),
        (b"Host: 127.0.0.1:%d\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n", b"200"),
    ],
)
def test_only_our_own_name_and_our_own_pages(served: Serving, headers: bytes, status: bytes) -> None:
    named = headers.replace(b"%d", str(served.port).encode())
    answer = raw(served.port, b"GET / HTTP/1.1\r\n" + named + b"Connection: close\r\n\r\n")
    assert answer.split(b" ")[1] == status
    assert b"access-control-allow-origin" not in answer.lower()


def test_only_reading(served: Serving) -> None:
    for method in (b"POST", b"PUT", b"DELETE", b"OPTIONS", b"TRACE", b"CONNECT"):
        request = method + b" / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % served.port
        assert raw(served.port, request).split(b" ")[1] in {b"405", b"400"}, method


def test_events_need_the_token_of_a_page(served: Serving) -> None:
    assert served.get("/_gazeta/events")[0] == 403
    assert served.get("/_gazeta/events?token=guess")[0] == 403
    assert served.get("/_gazeta/page?token=guess")[0] == 403
    token = re.search(r'data-gazeta-token="([^"]+)"', served.get("/")[1])
    assert token is not None
    request = f"GET /_gazeta/events?token={token[1]} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n\r\n"
    answer = raw(served.port, request.encode(), last=b'"number":1')
    assert b"text/event-stream" in answer
    assert served.get(f"/_gazeta/page?token={token[1]}")[0] == 200


def test_broken_and_slow_clients_do_not_stop_it(served: Serving) -> None:
    for data in (
        b"\0\xff\xfe\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"A" * 200_000,
        b"GET / HTTP/1.1\r\nX: " + b"y" * 200_000,
    ):
        raw(served.port, data)
    slow = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(200)]
    for connection in slow:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: ")
    assert served.get("/")[0] == 200
    for connection in slow:
        connection.close()
    assert served.get("/")[0] == 200


def test_it_listens_to_this_machine_alone_and_takes_the_next_port(
    preview: Callable[..., Serving], tmp_path: Path
) -> None:
    first = preview(site=tmp_path / "one")
    second = preview("--port", str(first.port), site=tmp_path / "two")
    assert second.port > first.port
    listening = Path("/proc/net/tcp")
    if listening.exists():
        lines = [line.split()[1] for line in listening.read_text().splitlines()[1:]]
        assert {
            line for line in lines if line.endswith(f":{first.port:04X}") and line.startswith("00000000")
        } == set()


def test_nothing_is_written(served: Serving) -> None:
    before = {path: path.stat().st_mtime_ns for path in served.site.rglob("*")}
    served.get("/")
    edit(an_article(served.site), "More.")
    time.sleep(0.3)
    after = {path for path in served.site.rglob("*") if path.name != "content"}
    assert after <= set(before)


def test_big_files_come_piece_by_piece_from_where_they_are_asked_for(
    preview: Callable[..., Serving], tmp_path: Path
) -> None:
    site = tmp_path / "news"
    subprocess.run([sys.executable, "-m", "gazeta", "init", str(site)], check=True, capture_output=True)
    (site / "static").mkdir()
    (site / "static/film.mp4").write_bytes(bytes(range(256)) * 4)
    (site / "static/empty.txt").write_bytes(b"")
    with (site / "static/big.bin").open("wb") as big:
        big.truncate(400_000_000)
    served = preview(site=site)
    status, headers, data = answer(served, "/film.mp4")
    assert (status, len(data), headers["accept-ranges"], headers["content-type"]) == (200, 1024, "bytes", "video/mp4")
    tag = headers["etag"]
    for asked, expected in {
        "bytes=0-3": (206, b"\0\1\2\3", "bytes 0-3/1024"),
        "bytes=1020-": (206, b"\xfc\xfd\xfe\xff", "bytes 1020-1023/1024"),
        "bytes=1022-9999": (206, b"\xfe\xff", "bytes 1022-1023/1024"),
        "bytes=-2": (206, b"\xfe\xff", "bytes 1022-1023/1024"),
        "bytes=-9999": (206, bytes(range(256)) * 4, "bytes 0-1023/1024"),
        "bytes=1024-": (416, b"", "bytes */1024"),
        "bytes=-0": (416, b"", "bytes */1024"),
        "bytes=5-1": (200, bytes(range(256)) * 4, None),
        "bytes=0-1,4-5": (200, bytes(range(256)) * 4, None),
        "lines=0-1": (200, bytes(range(256)) * 4, None),
        f"bytes={'9' * 5000}-": (200, bytes(range(256)) * 4, None),
    }.items():
        status, headers, data = answer(served, "/film.mp4", Range=asked)
        assert (status, data, headers.get("content-range")) == expected, asked
    assert answer(served, "/film.mp4", Range="bytes=0-3", If_Range=tag)[0] == 206
    assert answer(served, "/film.mp4", Range="bytes=0-3", If_Range='"another"')[0] == 200
    assert answer(served, "/film.mp4", If_None_Match=tag)[0] == 304
    status, headers, data = answer(served, "/film.mp4", "HEAD", Range="bytes=4-9")
    assert (status, data, headers["content-length"]) == (206, b"", "6")
    assert answer(served, "/empty.txt")[::2] == (200, b"")
    assert answer(served, "/empty.txt", Range="bytes=0-")[0] == 416
    status, headers, data = answer(served, "/big.bin", "HEAD")
    assert (status, headers["content-length"]) == (200, "400000000")
    assert len(answer(served, "/big.bin")[2]) == 400_000_000
    peak = Path(f"/proc/{served.process.pid}/status")
    if peak.exists():
        assert int(re.findall(r"VmHWM:\s+(\d+) kB", peak.read_text())[0]) < 300_000


def answer(served: Serving, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answered = connection.getresponse()
    data = answered.read()
    connection.close()
    return answered.status, {name.lower(): value for name, value in answered.getheaders()}, data


def test_addresses_as_web_servers_take_them(served: Serving) -> None:
    path = address(served.site, an_article(served.site))
    page = served.get(path)[1]
    assert served.get(f"{path}index.html")[1] == page
    assert served.get("/index.html?a=b")[1] == served.get("/")[1]
    assert served.get(path.rstrip("/"))[0] == 307
    assert served.get(f"{path}index.htm")[0] == 404


def test_files_from_beside_articles_run_nothing_when_they_are_opened(
    preview: Callable[..., Serving], tmp_path: Path
) -> None:
    site = tmp_path / "news"
    subprocess.run([sys.executable, "-m", "gazeta", "init", str(site)], check=True, capture_output=True)
    config = site / "site.yaml"
    config.write_text(config.read_text() + "\nattachments: [html]\n")
    (site / "content" / "page.html").write_text("<script>1</script>")
    (site / "content" / "list.pdf").write_text("%PDF")
    (site / "content" / "odd.md").write_text(
        "---\ntitle: Odd\ndate: 2026-06-01\n---\n\n[a](page.html) [b](list.pdf)\n"
    )
    (site / "static").mkdir()
    (site / "static" / "tool.html").write_text("<script>1</script>")
    served = preview(site=site)
    text = served.get("/odd/")[1]
    addresses = dict(re.findall(r'href="(/media/(page|list)\.[^"]+)"', text))
    by_name = {name: address for address, name in addresses.items()}
    status, headers, data = answer(served, by_name["page"])
    assert (status, data, headers["content-security-policy"]) == (200, b"<script>1</script>", "sandbox")
    assert headers["x-content-type-options"] == "nosniff"
    for trusted in (by_name["list"], "/tool.html"):
        assert "content-security-policy" not in answer(served, trusted)[1]
