"""Watching a folder. Events only say that it is time to look again; what has changed the survey finds out.

So whatever an editor does to save a file — writes it, renames another over it, moves it away and back — is the same
to us, and an event that is lost delays a save until the next look without one.
"""

import os
import stat
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from gazeta.core.layout import INPUT_FOLDERS

if sys.platform == "linux":
    from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper

    # watchdog holds back all events for half a second while it waits for the other half of a move, which never comes
    # if that half is outside the folder; we need no halves
    InotifyMoveEventGrouper.delay = 0.005

QUIET = 0.008
"""Seconds without an event after which a burst is over: editors' saves are a few events within some milliseconds."""
LONGEST = 0.25
"""Seconds after which one looks, however many events still come (a checkout of thousands of files)."""
_AFTER_A_BUG = 2.0
_NO_WATCH = (OSError, RecursionError)
"""The limit of watches (inotify), a file system without any, folders nested deeper than watchdog calls itself."""

Look = Callable[[frozenset[str]], float]
"""Told which paths events were about, if any; says after how many seconds to look again without any event."""


class Watch:
    """Calls `look` in a thread of its own when something may have changed, until it is stopped."""

    def __init__(self, root: Path, look: Look, *, poll: bool = False) -> None:
        self._look = look
        self._woken, self._stopped = Event(), Event()
        self._bell = _Bell(self._woken)
        self._root = root
        self._folders: dict[str, tuple[int, ObservedWatch]] = {}
        self._observer, self.polls = self._begin(poll=poll)
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
        patience = 0.0
        while not self._stopped.is_set():
            self._woken.wait(patience)
            self._settle()
            if not self._stopped.is_set():
                patience = self._safely_look()

    def _safely_look(self) -> float:
        """A look, and another after it whatever happens in it: a preview that has stopped looking would lie."""
        try:
            with suppress(*_NO_WATCH):  # the look without events finds what is in there
                self._follow(self._observer)
            return self._look(self._bell.take())
        except Exception:  # noqa: BLE001 - a bug of ours, told on the terminal
            traceback.print_exc()
            return _AFTER_A_BUG

    def _settle(self) -> None:
        """Waits for the end of a burst."""
        end = time.monotonic() + LONGEST
        while self._woken.is_set() and time.monotonic() < end and not self._stopped.is_set():
            self._woken.clear()
            self._woken.wait(QUIET)

    def _begin(self, *, poll: bool) -> tuple[BaseObserver, bool]:
        """The system's way of watching; where that has no room for so many folders, looking at them in turn."""
        if not poll:
            observer = Observer()
            try:
                observer.schedule(self._bell, str(self._root), recursive=False)
                self._follow(observer)
                observer.start()
            except _NO_WATCH:
                observer.stop()
                self._folders = {}
            else:
                return observer, False
        polling = PollingObserver(timeout=0.5)
        polling.schedule(self._bell, str(self._root), recursive=False)
        with suppress(*_NO_WATCH):
            self._follow(polling)
        polling.start()
        return polling, True

    def _follow(self, observer: BaseObserver) -> None:
        """Watches the folders that a site is made of; those that came, or came anew, since the last time as well."""
        for name in INPUT_FOLDERS:
            number = _number(self._root / name)
            known, watch = self._folders.get(name, (0, None))
            if number != known:
                if watch:
                    with suppress(KeyError, OSError):  # it went with its folder
                        observer.unschedule(watch)
                    del self._folders[name]
                if number:
                    watch = observer.schedule(self._bell, str(self._root / name), recursive=True)
                    self._folders[name] = (number, watch)


class _Bell(FileSystemEventHandler):
    """Rings, and keeps in mind for what."""

    def __init__(self, woken: Event) -> None:
        self._woken = woken
        self._paths: set[str] = set()
        self._lock = Lock()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Rings, but not for what only was read, nor for a folder whose entries have events of their own."""
        only_read = event.event_type in {"opened", "closed_no_write"}
        if only_read or (event.is_directory and event.event_type == "modified"):
            return
        with self._lock:
            self._paths.update(os.fsdecode(path) for path in (event.src_path, event.dest_path) if path)
        self._woken.set()

    def take(self) -> frozenset[str]:
        """The paths since the last time, absolute."""
        with self._lock:
            taken = frozenset(self._paths)
            self._paths.clear()
        return taken


def _number(folder: Path) -> int:
    """What tells a folder from another at its place; 0 if there is none."""
    try:
        status = folder.lstat()
    except OSError:
        return 0
    return status.st_ino if stat.S_ISDIR(status.st_mode) else 0
