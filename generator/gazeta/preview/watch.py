"""Watching a folder. Events only say that it is time to look again; what has changed the survey finds out.

So whatever an editor does to save a file — writes it, renames another over it, moves it away and back — is the same
to us, and no event that is lost loses a save for longer than `LOOK_AGAIN`.
"""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from gazeta.edge.disk import INPUT_FOLDERS

QUIET = 0.012
"""Seconds without an event after which a burst is over: editors' saves are a few events within some milliseconds."""
LONGEST = 0.25
"""Seconds after which one looks, however many events still come (a checkout of thousands of files)."""
LOOK_AGAIN = 2.0
"""Seconds after which one looks without any event: queues overflow, network folders are silent."""


class Watch:
    """Calls `look` in a thread of its own when something may have changed, until it is stopped."""

    def __init__(self, root: Path, look: Callable[[], None], *, poll: bool = False) -> None:
        self._root = root
        self._look = look
        self._woken, self._stopped = Event(), Event()
        self._observer, self.polls = _observer(root, _Bell(self._woken), poll=poll)
        self._thread = Thread(target=self._run, name="gazeta-watch", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Ends, and waits for the look that is going on."""
        self._stopped.set()
        self._woken.set()
        self._observer.stop()
        self._observer.join()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._woken.wait(LOOK_AGAIN)
            self._settle()
            if not self._stopped.is_set():
                self._look()

    def _settle(self) -> None:
        """Waits for the end of a burst."""
        end = time.monotonic() + LONGEST
        while self._woken.is_set() and time.monotonic() < end and not self._stopped.is_set():
            self._woken.clear()
            self._woken.wait(QUIET)


class _Bell(FileSystemEventHandler):
    def __init__(self, woken: Event) -> None:
        self._woken = woken

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Rings, but not for what only was read."""
        if event.event_type not in {"opened", "closed_no_write"}:
            self._woken.set()


def _observer(root: Path, bell: _Bell, *, poll: bool) -> tuple[BaseObserver, bool]:
    """The system's way of watching; where that has no room for so many folders, looking at them in turn."""
    if not poll:
        observer = Observer()
        try:
            _schedule(observer, root, bell)
            observer.start()
        except OSError:  # the limit of watches (inotify), or a file system without any
            observer.stop()
        else:
            return observer, False
    polling = PollingObserver(timeout=0.5)
    _schedule(polling, root, bell)
    polling.start()
    return polling, True


def _schedule(observer: BaseObserver, root: Path, bell: _Bell) -> None:
    """The folders that a site is made of, and the site's own folder for what stands in it directly."""
    observer.schedule(bell, str(root), recursive=False)
    for name in INPUT_FOLDERS:
        if (root / name).is_dir():
            observer.schedule(bell, str(root / name), recursive=True)
