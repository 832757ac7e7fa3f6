"""How soon an editor sees a save: `gazeta serve` and `hugo server` on the same made-up newsroom, in turn.

`python bench/preview.py [--sizes 1000,20000] [--saves 200] [--dances 10000] [--streams 1000] [--venv bench/.venv]
[--output docs/benchmarks-preview.md]`
"""

import argparse
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import engines
from msgspec import Struct
from playwright.sync_api import sync_playwright
from preview_report import Measured, page
from works import Place, edit_body, edit_footer, mark

PATIENCE = 120.0
"""Seconds after which a change counts as missed."""
DANCERS = ("in place", "rename over", "vim", "jetbrains", "move away and back")


class Server(Struct, kw_only=True):
    """A preview that runs: its connection, and how many seconds it took from its start to the first page."""

    port: int
    first: float
    connection: HTTPConnection

    def get(self, path: str) -> tuple[int, str]:
        """What is at a path now; nothing while the server does not answer."""
        try:
            self.connection.request("GET", path)
            answer = self.connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, HTTPException):
            self.connection.close()
            return 0, ""

    def until(self, path: str, text: str, since: float) -> float:
        """Seconds since an instant until a page has a text."""
        while text not in self.get(path)[1]:
            if time.perf_counter() - since > PATIENCE:
                raise TimeoutError(f"{path} never had “{text}”")
            time.sleep(0.001)
        return time.perf_counter() - since


def main(arguments: list[str]) -> None:
    """Measures all, and writes the page."""
    options = _options(arguments)
    found, missing = engines.find(["gazeta", "hugo"], options.venv)
    peers = [engine for engine in found if engine.name in {"gazeta", "hugo"}]
    memory = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    measured: list[Measured] = []
    for articles in options.sizes:
        for engine in peers:
            with tempfile.TemporaryDirectory(dir=memory) as folder:
                place = Place(site=Path(folder) / "site", output=Path(folder) / "site/public", articles=articles)
                engine.write(place.site, articles)
                measured.append(_measure(engine, place, options, whole=articles == options.sizes[0]))
                print(measured[-1], flush=True)
    options.output.write_text(page(measured, missing, in_memory=memory is not None), encoding="utf-8")


def _measure(engine: engines.Engine, place: Place, options: argparse.Namespace, *, whole: bool) -> Measured:
    path = f"/{place.edited}/"
    ours = engine.name == "gazeta"
    if ours:
        subprocess.run(engine.build(place.output), cwd=place.site, check=True, capture_output=True)
    measured = Measured(label=engine.label, articles=place.articles)
    saves = options.saves if ours else 20 if whole else 3  # the peer's take seconds each
    starts = [_start(engine, place.site) for _ in range(5 if whole else 1)]
    with _served(engine, place.site) as server:
        measured.first = statistics.median([*starts, server.first])
        measured.saves = [_save(server, place, path, number) for number in range(saves)]
        measured.templates = [_footer(server, engine, place, path, number) for number in range(min(saves, 20))]
        if whole:
            measured.visible = list(_visible(server, place, path, 40 if ours else 10))
        if whole and ours:
            measured.streams = _streams(server, place, path, options.streams)
            measured.missed, measured.dances = _dances(server, place, path, options.dances)
    return measured


def _start(engine: engines.Engine, site: Path) -> float:
    """Seconds from a server's start to its first page."""
    with _served(engine, site) as server:
        return server.first


@contextmanager
def _served(engine: engines.Engine, site: Path) -> Iterator[Server]:
    port = _free_port()
    hugo = [engine.command[0], "server", "--clock", engines.NOW, "--bind", "127.0.0.1", "--noBuildLock", "--quiet"]
    gazeta = [sys.executable, "-m", "gazeta", "serve", "--now", engines.NOW]
    command = [*(gazeta if engine.name == "gazeta" else hugo), "--port", str(port)]
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=site, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        server = Server(port=port, first=0, connection=HTTPConnection("127.0.0.1", port, timeout=PATIENCE))
        while server.get("/")[0] != 200:
            if process.poll() is not None:
                sys.exit(f"{command} ended with {process.returncode}.")
            time.sleep(0.005)
        server.first = time.perf_counter() - begun
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _save(server: Server, place: Place, path: str, number: int) -> float:
    time.sleep(0.02 * (number % 7))  # editors do not save in step with anything
    begun = time.perf_counter()
    edit_body(place, number)
    return server.until(path, mark("body", number), begun)


def _footer(server: Server, engine: engines.Engine, place: Place, path: str, number: int) -> float:
    time.sleep(0.05)
    begun = time.perf_counter()
    edit_footer(place.site / engine.footer, number)
    return server.until(path, mark("template", number), begun)


def _visible(server: Server, place: Place, path: str, count: int) -> Iterator[float]:
    """Seconds from a save to its words in an open page of Chromium; nothing where there is none."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if executable is None:
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page()
        tab.goto(f"http://127.0.0.1:{server.port}{path}")
        time.sleep(1)
        for number in range(10_000, 10_000 + count):
            begun = time.perf_counter()
            edit_body(place, number)
            tab.get_by_text(mark("body", number)).wait_for(timeout=PATIENCE * 1000)
            yield time.perf_counter() - begun
            time.sleep(0.1)
        browser.close()


def _streams(server: Server, place: Place, path: str, count: int) -> tuple[int, float]:
    """How many open event streams hear of a save, and how many seconds that takes for all."""
    token = server.get(path)[1].partition('data-gazeta-token="')[2].partition('"')[0]
    request = f"GET /_gazeta/events?token={token} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode()
    sockets = [socket.create_connection(("127.0.0.1", server.port), timeout=30) for _ in range(count)]
    for one in sockets:
        one.sendall(request)
    for one in sockets:
        _read_until(one, b"data: ")
    begun = time.perf_counter()
    edit_body(place, 77_777)
    heard = sum(_read_until(one, b"data: ") for one in sockets)
    seconds = time.perf_counter() - begun
    server.until(path, mark("body", 77_777), begun)
    for one in sockets:
        one.close()
    return heard, seconds


def _read_until(one: socket.socket, mark: bytes) -> bool:
    data = b""
    while mark not in data:
        some = one.recv(65_536)
        if not some:
            return False
        data += some
    return True


def _dances(server: Server, place: Place, path: str, count: int) -> tuple[int, list[float]]:
    """Saves as editors make them, one after the other: how many never came, and the seconds of the others."""
    missed, seconds = 0, []
    article = place.site / "content" / f"{place.edited}.md"
    text = article.read_text(encoding="utf-8")
    for number in range(count):
        begun = time.perf_counter()
        _dance(DANCERS[number % len(DANCERS)], article, f"{text}\nDance {number}.\n")
        try:
            seconds.append(server.until(path, f"Dance {number}.", begun))
        except TimeoutError:
            missed += 1
    return missed, seconds


def _dance(dancer: str, article: Path, text: str) -> None:
    beside = article.with_name(f"{article.name}~")
    if dancer == "in place":
        article.write_text(text, encoding="utf-8")
    elif dancer == "rename over":
        beside.write_text(text, encoding="utf-8")
        beside.replace(article)
    elif dancer == "vim":
        probe = article.with_name("4913")
        probe.write_text("", encoding="utf-8")
        probe.unlink()
        article.rename(beside)
        article.write_text(text, encoding="utf-8")
        beside.unlink()
    elif dancer == "jetbrains":
        temporary = article.with_name(f"{article.name}___jb_tmp___")
        temporary.write_text(text, encoding="utf-8")
        article.rename(article.with_name(f"{article.name}___jb_old___"))
        temporary.rename(article)
        article.with_name(f"{article.name}___jb_old___").unlink()
    else:
        away = article.parents[2] / "away.md"
        article.rename(away)
        away.write_text(text, encoding="utf-8")
        away.rename(article)


def _sizes(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _options(arguments: list[str]) -> argparse.Namespace:
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=[1000, 20_000])
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--dances", type=int, default=10_000)
    parser.add_argument("--streams", type=int, default=1_000)
    parser.add_argument("--venv", type=Path, default=here / ".venv")
    parser.add_argument("--output", type=Path, default=here.parent / "docs/benchmarks-preview.md")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
