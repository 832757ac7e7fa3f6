"""What several tests share: the demonstration, built once, and a real browser before a real web server with it."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from support import ROOT

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

PATIENCE = 120_000
"""Milliseconds after which something will never happen in a browser, however busy the machine is."""

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]


SLOW_FOLDERS = frozenset({"browser", "commands", "soak"})
SLOW_FIXTURES = frozenset({"chromium", "demo", "preview", "preview_once"})
"""What begins with them takes seconds: builds by the command, servers, browsers."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks what `make quick` leaves out; when several processes share the tests, the longest come first."""
    for item in items:
        if SLOW_FOLDERS.intersection(item.path.parts) or SLOW_FIXTURES.intersection(item.fixturenames):  # type: ignore[attr-defined]
            item.add_marker("slow")
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: "soak" not in item.path.parts)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration newsroom, built by the command as of its own evening."""
    folder = tmp_path_factory.mktemp("demo") / "public"
    command = [sys.executable, "-m", "gazeta", "build", "-s", str(ROOT), "-d", str(folder)]
    run = subprocess.run([*command, "--now", "2026-06-02T22:00:00Z"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "; no problems." in run.stdout, run.stderr
    return folder


@pytest.fixture(scope="session", autouse=True)
def _keep_to_ourselves(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What commands keep in the user's cache directory, they keep in one of the tests'; no key seals it."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    os.environ.pop("GAZETA_STATE_KEY", None)


@pytest.fixture(scope="session", autouse=True)
def _hear_ctrl_c() -> None:
    """What runs in a shell's background inherits an ignored SIGINT; the commands under test must hear theirs."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _executable() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = _executable()
    if executable is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have a Chromium; `make test` installs one where it may.")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS, timeout=PATIENCE)
        browser.new_context = _patient(browser.new_context)  # type: ignore[method-assign]
        browser.new_page = _patient(browser.new_page)  # type: ignore[method-assign]
        yield browser
        browser.close()


Made = TypeVar("Made", Page, BrowserContext)


def _patient(make: Callable[..., Made]) -> Callable[..., Made]:
    def made(**options: Any) -> Made:
        one = make(**options)
        one.set_default_timeout(PATIENCE)
        return one

    return made


class Quiet(SimpleHTTPRequestHandler):
    """A web server that says nothing on the terminal."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the standard library's
        """Says nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a real web server that has a folder, for as long as it is needed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def demo_site(demo: Path) -> Iterator[str]:
    with serving(demo) as address:
        yield address
