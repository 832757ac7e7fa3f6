"""Where the address of a link ends: as markdown-it has it, in strides from one telling character to the next."""

import re
from functools import lru_cache
from types import SimpleNamespace

from markdown_it import helpers
from markdown_it.common.utils import unescapeAll

_TELLING = re.compile(r"[\x00-\x20\x7f()]|\\.?", re.DOTALL)
"""What ends an address, or counts: blanks and control characters, parentheses, and what is escaped."""

_DEEPEST = 32
"""How many parentheses may be open at once: as many as in markdown-it."""


def destination(text: str, begin: int, end: int) -> SimpleNamespace:
    """The address at a place in a text, of which what is before `end` counts: whether there is one, and its end."""
    if text.startswith("<", begin):
        found: SimpleNamespace = helpers.parseLinkDestination(text, begin, end)  # type: ignore[assignment]
        return found
    stop = _end(text, begin, end)
    if stop <= begin:
        return SimpleNamespace(ok=False, pos=0, str="")
    return SimpleNamespace(ok=True, pos=stop, str=unescapeAll(text[begin:stop]))


def _end(text: str, begin: int, end: int) -> int:
    """Behind the last character of an address; 0 where its parentheses do not come in pairs."""
    depth, position = 0, begin
    while position < end:
        found = _TELLING.search(text, position, end)
        if found is None:
            position = end
            break
        position, sign = found.start(), found[0]
        if sign == "(":
            depth += 1
            if depth > _DEEPEST or position > _last_closing(text):
                return 0
        elif sign == ")":
            if not depth:
                break
            depth -= 1
        elif sign[0] != "\\" or sign[1:] == " ":
            break
        position += len(sign)
    return 0 if depth else min(position, end)


@lru_cache(maxsize=8)
def _last_closing(text: str) -> int:
    return text.rfind(")")
