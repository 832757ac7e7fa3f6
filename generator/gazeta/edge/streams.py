"""Standard streams as a command needs them: there, able to show any text, and honest about what they lost."""

import codecs
import os
import sys
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any, TextIO

_SPELLED = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "…": "...",
    "–": "-",
    "—": "-",
    "·": ".",
    "│": "|",
    "→": "->",
    "\N{NO-BREAK SPACE}": " ",
}
"""What Gazeta's own messages are written with, for encodings that lack it."""

_ERRORS = "gazeta-spelled"
_STREAMS = 3


class OutputLost(Exception):  # noqa: N818 - it says what has become of the output
    """What there was to say could not be written. `reason` is the system's own word for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Output(FileIO):
    """A stream's file; what it cannot take is told from what a disk cannot take elsewhere."""

    def write(self, data: Any) -> int:
        """Writes some bytes. Raises `OutputLost`, and `BrokenPipeError` if nobody reads any more."""
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputLost(error.strerror or str(error)) from error


def prepare_streams() -> None:
    """Opens those standard streams that are closed, and lets none of them fail for its encoding.

    A closed stream's number would be given to the next file that is opened, and messages would go into it.
    """
    for number in range(_STREAMS):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it takes the lowest number that is free: this one
    codecs.register_error(_ERRORS, _spelled)
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - open as long as the program runs
    sys.stdout = _tolerant(sys.stdout, 1)
    sys.stderr = _tolerant(sys.stderr, 2)


def _tolerant(stream: TextIO | None, number: int) -> TextIO:
    buffer = getattr(stream, "buffer", None)
    if stream is not None and not isinstance(getattr(buffer, "raw", buffer), FileIO):
        return stream  # a Windows console, which shows everything
    return TextIOWrapper(
        BufferedWriter(_Output(number, "w", closefd=False)),
        encoding=stream.encoding if stream else "utf-8",
        errors=_ERRORS,
        line_buffering=bool(getattr(stream, "line_buffering", True)),
        write_through=bool(getattr(stream, "write_through", False)),
    )


def _spelled(error: UnicodeError) -> tuple[str, int]:
    """What is written in place of characters that an encoding lacks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_spell, error.object[error.start : error.end])), error.end


def _spell(char: str) -> str:
    if "\udc80" <= char <= "\udcff":  # a byte of a file's name that is no UTF-8
        return f"\\x{ord(char) - 0xDC00:02x}"
    return _SPELLED.get(char, "?")
