"""Where a bare address in running text ends: where a reader would end it, in any script.

An address holds letters, marks and digits of all scripts, and ASCII's punctuation as RFC 3986 has it. Spaces,
invisible characters, quotation marks and the punctuation of every script end it; brackets are in it if both are.
Punctuation that may belong to a word (Catalan `l·l`, Hebrew ״, kana ・) does so between letters of its script. See
also Unicode's UTS 58.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from unicodedata import category

from gazeta.core.scripts import script_of

_ATTACHED = frozenset({"Hani", "Hira", "Kana", "Bopo", "Hang", "Thai", "Laoo", "Khmr", "Mymr"})
"""Scripts whose words follow an address without a space: `https://example.org/aを`, `…/a를`."""
_ATTACHED_BEFORE = _ATTACHED | {"Arab", "Hebr", "Tibt"}
"""Scripts whose words, or prefixes such as Hebrew ב, stand before one without a space."""
_TATWEEL = "ـ"
"""Lengthens an Arabic prefix before a word in other letters; Unicode gives it no script of its own."""

_WITHIN_WORDS = {
    "·": frozenset("lL"),
    "・": frozenset({"Hira", "Kana"}),
    "־": frozenset({"Hebr"}),
    "׳": frozenset({"Hebr"}),
    "״": frozenset({"Hebr"}),
    "་": frozenset({"Tibt"}),
    "\u200c": frozenset({"Arab", "Beng", "Deva", "Gujr", "Guru", "Knda", "Mlym", "Orya", "Sinh", "Taml", "Telu"}),
}
_WITHIN_WORDS["\u200d"] = _WITHIN_WORDS["\u200c"]
"""Punctuation and joiners, with the letters or scripts that they belong to when such stand on both sides."""

_OPENERS = {"(": ")", "[": "]", "{": "}"}
_CLOSERS = frozenset(_OPENERS.values())
_NEVER = frozenset('"<>`^')
_TRAILING = frozenset(".,;:!?'*|")
_NEXT_ADDRESS = re.compile(r"[,;|](?:https?://|mailto:)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_USER = re.compile(r"[\w.~%+=-]{1,50}(?::[^\s@/?#<>\"]{0,50})?@")
_PORT = re.compile(r":\d{1,5}(?!\d)")
_MAILBOX = re.compile(r"[^\W_][\w.%+'-]{0,63}@")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_MAIL = re.compile(r"mailto:", re.IGNORECASE)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_BRACKET_OR_END = re.compile(r'[()\[\]{}\s<>"`]|[^\x00-\x7f]')


def address_end(text: str, start: int) -> int:
    """Where the address (http, https, mailto) ends that begins at `start`; `start` itself if there is none."""
    if start and not _may_stand_before(text[start - 1]):
        return start
    if web := _WEB.match(text, start):
        user = _USER.match(text, web.end())
        host = _host_end(text, user.end() if user else web.end())
        port = _PORT.match(text, host)
        end = port.end() if port else host
        return start if host == (user or web).end() else _rest_end(text, end, "/?#", start)
    if (mail := _MAIL.match(text, start)) and (box := _MAILBOX.match(text, mail.end())):
        host = _host_end(text, box.end())
        return start if host == box.end() else _rest_end(text, host, "?", start)
    return start


def _may_stand_before(char: str) -> bool:
    """An address begins a word, as scripts understand it."""
    return not (char.isalnum() or char == "+") or char == _TATWEEL or script_of(char) in _ATTACHED_BEFORE


def _host_end(text: str, start: int) -> int:
    """Labels with dots between them; the last is in one script."""
    label = position = start
    end = start
    while position < len(text):
        if _in_word(text, position):
            position += 1
            end = position
        elif text[position] in "-_" and position > label:
            position += 1
        elif text[position] == "." and end == position > label:
            position += 1
            label = position
        else:
            break
    last = text.rfind(".", start, end) + 1 or start
    return next((at for at in range(last, end) if _follows_without_space(text, at)), end)


def _rest_end(text: str, start: int, begins: str, before: int) -> int:
    """Path, query and fragment, if there are any."""
    if not text.startswith(tuple(begins), start):
        return start
    position, foreign = start, False
    while position < len(text):
        if text[position] in _OPENERS:
            pairs = _pairs(text)
            if position not in pairs:
                break
            position = pairs[position] + 1
            continue
        step = _step(text, position, foreign=foreign)
        if not step:
            break
        foreign = foreign or text[position] > "\x7f"
        position += step
    return _trimmed(text, start, position, before)


def _step(text: str, position: int, *, foreign: bool) -> int:
    """How many characters go on with an address here; 0 where it ends. `foreign`: some beyond ASCII came before."""
    char = text[position]
    if char == "&" and (entity := _ENTITY.match(text, position)):
        decoded = unescape(entity[0])
        return len(entity[0]) if decoded == "&" or decoded.isalnum() else 0
    if char == "\\":
        return 2 * bool(_ESCAPE.match(text, position))
    if char > "\x7f":
        return int(_in_word(text, position) and (foreign or not _follows_without_space(text, position)))
    if char <= " " or char in _NEVER or char in _CLOSERS:
        return 0
    return 0 if _is_markup(text, position) or _NEXT_ADDRESS.match(text, position) else 1


def _is_markup(text: str, position: int) -> bool:
    """Whether a mark is Markdown's, or a writer's, rather than the address's own."""
    char, after = text[position], text[position + 1 : position + 2]
    if char == "'":
        return not after.isalnum()
    if char == "*":
        return after in {"", "*"} or after > "\x7f"
    return text.startswith("~~", position) or (text.startswith("---", position) and text[position - 1] != "-")


def _in_word(text: str, position: int) -> bool:
    """Whether a character is a letter, mark or digit, or stands within a word of its script."""
    char = text[position]
    if char.isascii():
        return char.isalnum()
    if char in _WITHIN_WORDS:
        known, around = _WITHIN_WORDS[char], text[position - 1 : position] + text[position + 1 : position + 2]
        return len(around) == 2 and all(beside in known or script_of(beside) in known for beside in around)
    kind = category(char)
    return kind[0] in "LMN" or (kind == "So" and text[position - 1 : position] in {"/", "="})  # /wiki/😂


def _follows_without_space(text: str, position: int) -> bool:
    """Whether a word of a script without spaces begins here, right behind ASCII's letters and digits."""
    before = text[position - 1]
    return before.isascii() and before.isalnum() and script_of(text[position]) in _ATTACHED


def _trimmed(text: str, start: int, end: int, before: int) -> int:
    """Without the punctuation of the sentence. An underscore is Markdown's if another stands in front."""
    marks = _TRAILING | {"_"} if text[before - 1 : before] == "_" else _TRAILING
    while end > start and text[end - 1] in marks and text[end - 2 : end - 1] != "\\":
        end -= 1
    return end


@lru_cache(maxsize=2)
def _pairs(text: str) -> Mapping[int, int]:
    """The brackets of a text that belong together with nothing between them that would end an address."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACKET_OR_END.finditer(text):
        char, position = match[0], match.start()
        if char in _OPENERS:
            opened.append(position)
        elif char in _CLOSERS:
            if opened and _OPENERS[text[opened[-1]]] == char:
                found[opened.pop()] = position
        elif not (char > "\x7f" and _in_word(text, position)):
            opened.clear()
    return found
