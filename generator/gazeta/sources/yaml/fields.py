"""Typed readers for the fields of a YAML mapping: each gives a value or `None`, and says what is wrong.

A `Fields` gathers the diagnostics of one file while its mapping is taken apart; `close` then reports every
key that nobody asked for.
"""

import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Table
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from msgspec import structs

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.invisible import named, without_invisible
from gazeta.core.span import Span
from gazeta.core.suggest import did_you_mean, nearest, shorten
from gazeta.core.tags import UnknownTag, canonical_tag
from gazeta.core.text import Localized, Text
from gazeta.sources.addresses import ALLOWED_SCHEMES, is_allowed, is_web_address
from gazeta.sources.comments import without_comments
from gazeta.sources.dates import When, parse_when
from gazeta.sources.yaml.date_advice import date_hint
from gazeta.sources.yaml.nodes import Mapping, Node, Scalar, Sequence
from gazeta.sources.yaml.scalars import clean, cut, is_absent, is_blank, is_null, lost, several

T = TypeVar("T")

_TRUE = frozenset({"true", "True", "TRUE", "yes", "on"})
_FALSE = frozenset({"false", "False", "FALSE", "no", "off"})
_NUMBER = re.compile(r"[-+]?\d{1,9}", re.ASCII)
_DURATION = re.compile(r"(\d{1,6}) ?([smhdw])", re.ASCII)
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}


class Fields:
    """The fields of one mapping. `found` is shared with the fields nested in it."""

    def __init__(self, node: Mapping, found: list[Diagnostic]) -> None:
        self.node = node
        self.found = found
        self._values = {key.value: (key, value) for key, value in node.entries}
        self._known: list[str] = []
        self._told: set[str] = set()
        self._missed: dict[str, Diagnostic] = {}

    # what is there

    def names(self) -> Iterator[Scalar]:
        """The keys as written, in order."""
        return (key for key, _ in self.node.entries)

    def span(self, key: str) -> Span:
        """Where a key's value stands, or the mapping if it does not have the key."""
        entry = self._values.get(key)
        return entry[1].span if entry else self.node.span

    def has(self, key: str) -> bool:
        """Whether the key has a value other than null."""
        return self.get(key) is not None

    def get(self, key: str) -> Node | None:
        """The node of a key; from now on the key is a known one. What `is_absent` says so of counts as absent."""
        self._known.append(key)
        entry = self._values.get(key)
        return None if entry is None or is_absent(entry[1]) else entry[1]

    def is_empty(self, key: str) -> bool:
        """Whether somebody wrote an empty text in quotes, for the few keys to which that may mean something."""
        entry = self._values.get(key)
        return entry is not None and isinstance(entry[1], Scalar) and not entry[1].plain and is_absent(entry[1])

    def report(self, code: str, message: str, span: Span, hint: str = "") -> None:
        """Adds a diagnostic."""
        self.found.append(problem(code, message, span, hint))

    def require(self, *keys: str) -> None:
        """Reports those of the keys that are absent."""
        for key in keys:
            node = self.get(key)
            if node is None or (isinstance(node, Mapping) and is_blank(node)):
                self._missed[key] = self._missing(key)
                self.found.append(self._missed[key])
                self._told.add(key)

    def _missing(self, key: str) -> Diagnostic:
        entry = self._values.get(key)
        if entry is None:
            return problem("missing-key", f"“{key}” is missing.", self.node.span, f"Add a line “{key}: …”.")
        name, value = entry
        if isinstance(value, Scalar) and value.value.strip():
            message = f"“{key}” is missing: “{value.value}” is YAML's word for nothing."
            return problem("missing-key", message, value.span, f'If it is a text, put it in quotes: "{value.value}"')
        hint = f"Write something behind “{key}:”."
        return lost(value, "missing-key", f"“{key}” is empty") or problem(
            "missing-key", f"“{key}” is empty.", name.span, hint
        )

    def close(self, foreign: Table[str, str] | None = None) -> None:
        """Reports every key that no reader has asked for; `foreign` says what other programs' keys are here."""
        for key in self.names():
            if key.value not in self._known:
                hint = (foreign or {}).get(key.value.lower()) or self._near(key.value)
                self._forget_missing(hint)
                self.report("unknown-key", f"“{key.value}” is not a key that can stand here.", key.span, hint)

    def _forget_missing(self, hint: str) -> None:
        """Takes back that a key is missing for which, says a hint, another one stands: one mistake is one problem."""
        for key, said in self._missed.items():
            if hint.startswith((f"Did you mean “{key}”", f"Here it is “{key}”")) and said in self.found:
                self.found.remove(said)

    def _near(self, word: str) -> str:
        visible = "".join(char for char in word if char.isprintable() and not char.isspace())
        if visible != word and visible in self._known:
            return f"There is a space or an invisible character in it: type “{visible}” anew."
        return did_you_mean(word, self._known)

    # words for readers

    def name(self, node: Scalar) -> str:
        """The name of a file, an article or the like in a node; with a warning if a comment seems to cut it."""
        self._add(cut(node, name=True))
        return clean(node.value)

    def words(self, node: Scalar) -> str:
        """The text in a node, trimmed and composed; with a warning if a comment cut it.

        Editors' own comments (`<!-- … -->`) and characters that nobody sees are taken out.
        """
        self._add(cut(node))
        value, unseen = without_invisible(node.value)
        value, whole = without_comments(value)
        if unseen:
            message = f"The character {named(next(iter(unseen)))} in this text, which nobody sees, is left out."
            self.report("invisible-character", message, node.span, "Type the text anew, or delete it.")
        if not whole:
            message = "A comment begins in this text and does not end; the rest of the text is in it."
            self.report("unclosed-comment", message, node.span, "Write “-->” at its end.")
        return clean(value)

    def _add(self, diagnostic: Diagnostic | None) -> None:
        if diagnostic:
            self.found.append(diagnostic)

    def _check_lost(self, key: str) -> None:
        entry = self._values.get(key)
        if entry and key not in self._told:
            self._add(lost(entry[1], what=f"“{key}” is empty"))

    # single values

    def scalar(self, key: str, what: str = "a text") -> Scalar | None:
        """A single value of any kind."""
        node = self.get(key)
        if node is None or isinstance(node, Scalar):
            return node
        if self._missed.get(key) in self.found:
            self.found.remove(self._missed[key])
        hint = "Write it behind the colon, on one line, without brackets; a text with brackets or “: ” in quotes."
        self.report("wrong-type", f"“{key}” takes {what}.", node.span, hint)
        return None

    def string(self, key: str) -> str | None:
        """A text: trimmed, in Unicode's composed form (NFC), so that equal texts are equal strings."""
        node = self.scalar(key)
        return None if node is None else self.name(node)

    def text(self, key: str, lang: str) -> Text | None:
        """A text in the given language."""
        node = self.scalar(key)
        if node is None:
            self._check_lost(key)
            return None
        return Text(value=self.words(node), lang=lang)

    def boolean(self, key: str, default: bool = False) -> bool:
        """`true` or `false`."""
        node = self.scalar(key, "true or false")
        if node is None:
            return default
        if node.value in _TRUE:
            return True
        if node.value not in _FALSE:
            message = f"“{key}” takes true or false, not “{shorten(node.value)}”."
            self.report("wrong-type", message, node.span, "Write true or false.")
        return False

    def integer(self, key: str, default: int, low: int = 0, high: int = 1_000_000) -> int:
        """A whole number from `low` to `high`."""
        node = self.scalar(key, "a whole number")
        if node is None:
            return default
        if not _NUMBER.fullmatch(node.value) or not low <= int(node.value) <= high:
            message = f"“{key}” takes a whole number from {low} to {high}, not “{shorten(node.value)}”."
            self.report("bad-value", message, node.span, "Write digits, without quotes.")
            return default
        return int(node.value)

    def seconds(self, key: str, default: int) -> int:
        """A length of time such as `90m`, `12h` or `7d`, in seconds."""
        node = self.scalar(key, "a length of time")
        if node is None:
            return default
        match = _DURATION.fullmatch(node.value.strip())
        if match is None:
            hint = "Write a number and a unit: 45s, 90m, 12h, 7d or 2w."
            self.report("bad-value", f"“{shorten(node.value)}” is not a length of time.", node.span, hint)
            return default
        return int(match[1]) * _SECONDS[match[2]]

    def choice(self, key: str, options: tuple[str, ...], default: str) -> str:
        """One word of a few."""
        node = self.scalar(key, "one of " + ", ".join(options))
        if node is None:
            return default
        if node.value not in options:
            message = f"“{key}” does not take “{shorten(node.value)}”."
            self.report("bad-value", message, node.span, did_you_mean(node.value, options))
            return default
        return node.value

    def when(self, key: str) -> When | None:
        """A date, with or without a time and an offset."""
        node = self.scalar(key, "a date")
        if node is None:
            return None
        when = parse_when(node.value)
        if when is None:
            self.report("bad-date", f"“{shorten(node.value)}” is not a date.", node.span, date_hint(node.value))
            return None
        return structs.replace(when, span=node.span)

    def tag(self, key: str) -> str | None:
        """The canonical tag of a language."""
        node = self.scalar(key, "a language tag")
        return None if node is None else self.tag_of(node)

    def url(self, key: str) -> str | None:
        """An address on the web, or of the site itself, that may stand in a link."""
        node = self.scalar(key, "an address")
        if node is None:
            return None
        value = node.value.strip()
        if not is_allowed(value):
            hint = f"Write a whole address with {', '.join(ALLOWED_SCHEMES[:2])}, or a path that begins with “/”."
            self.report("bad-url", f"“{shorten(value)}” is not an address a page may link to.", node.span, hint)
            return None
        return value

    def web_address(self, key: str) -> str | None:
        """An absolute http or https address."""
        node = self.scalar(key, "an address")
        if node is None:
            return None
        if not is_web_address(node.value.strip()):
            hint = "Write it whole, such as https://www.example.org."
            self.report("bad-url", f"“{shorten(node.value)}” is not a web address.", node.span, hint)
            return None
        return node.value.strip()

    def time_zone(self, key: str, default: str) -> str:
        """The name of a time zone of the IANA database."""
        node = self.scalar(key, "a time zone")
        if node is None:
            return default
        try:
            ZoneInfo(node.value)
        except (OSError, ValueError):  # ZoneInfoNotFoundError is a KeyError on some systems
            pass
        except KeyError:
            pass
        else:
            return node.value
        near = nearest(node.value, available_timezones())
        hint = near or "Write a name of the IANA database, such as Europe/Lisbon or America/Sao_Paulo."
        self.report("unknown-time-zone", f"“{shorten(node.value)}” is not a time zone.", node.span, hint)
        return default

    # collections

    def mapping(self, key: str) -> "Fields | None":
        """Nested fields."""
        node = self.get(key)
        return None if node is None else self.fields_of(node, key)

    def items(self, key: str) -> tuple[Node, ...]:
        """A list; a single value counts as a list of one. Empty items count as absent."""
        node = self.get(key)
        if node is None:
            self._check_lost(key)
            return ()
        if isinstance(node, Sequence):
            for item in node.items:
                self._add(lost(item))
            return tuple(item for item in node.items if not is_blank(item))
        if isinstance(node, Scalar):
            return (node,)
        self.report("wrong-type", f"“{key}” takes a list.", node.span, "Begin each item with “- ”.")
        return ()

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """A list of single values."""
        return tuple(item for node in self.items(key) if (item := self.scalar_of(node, key)))

    def names_in(self, key: str) -> tuple[str, ...]:
        """A list of names for readers, each once."""
        self.check_commas(key)
        return tuple(dict.fromkeys(self.words(item) for item in self.scalars(key)))

    def check_commas(self, key: str, *, items: bool = True) -> None:
        """Warns of one name with commas, where several were meant: alone, or among the `items` of a list as well."""
        node = self.get(key)
        if isinstance(node, Scalar):
            self._add(several(node, key, in_list=False))
        elif isinstance(node, Sequence) and items:
            for item in node.items:
                self._add(several(item, key, in_list=True) if isinstance(item, Scalar) else None)

    def records(self, key: str, read: Callable[["Fields"], T | None], advice: tuple[str, ...] = ()) -> tuple[T, ...]:
        """A list of mappings, each read by the same function; `advice` is that of `fields_of`."""
        nested = (self.fields_of(node, key, *advice) for node in self.items(key))
        return tuple(record for fields in nested if fields and (record := read(fields)) is not None)

    def localized(self, key: str, lang: str) -> Localized | None:
        """A text, or texts by locale; a plain text is in `lang`."""
        node = self.get(key)
        if node is None:
            self._check_lost(key)
            return None
        return self.localized_of(node, key, lang)

    # nodes

    def tag_of(self, node: Scalar) -> str | None:
        """The canonical tag in a node."""
        try:
            return canonical_tag(node.value.strip())
        except UnknownTag as unknown:
            self.report("unknown-language", unknown.why, node.span, unknown.hint)
            return None

    def scalar_of(self, node: Node, key: str) -> Scalar | None:
        """A single value in a node."""
        if isinstance(node, Scalar) and not is_null(node):
            return node
        if isinstance(node, Scalar):
            message, hint = f"“{node.value}” is YAML's word for nothing.", f'If it is a text, write "{node.value}"'
        else:
            message, hint = f"“{key}” takes texts.", "Write one text for each item."
        self.report("wrong-type", message, node.span, hint)
        return None

    def fields_of(
        self, node: Node, key: str, what: str = "keys with values", hint: str = "Write “key: value” lines."
    ) -> "Fields | None":
        """Nested fields in a node; `what` may stand there, else `hint` helps."""
        if isinstance(node, Mapping):
            return Fields(node, self.found)
        self.report("wrong-type", f"“{key}” takes {what}.", node.span, hint)
        return None

    def localized_of(self, node: Node, key: str, lang: str) -> Localized | None:
        """A text or texts by locale in a node."""
        if isinstance(node, Scalar):
            return Localized(texts=(Text(value=self.words(node), lang=lang),))
        if not isinstance(node, Mapping):
            hint = "Write “en: …” lines, one for each locale."
            self.report("wrong-type", f"“{key}” takes a text, or one for each locale.", node.span, hint)
            return None
        texts = []
        for word, value in node.entries:
            self._add(lost(value))
            tag, scalar = self.tag_of(word), None if is_blank(value) else self.scalar_of(value, key)
            if tag and scalar:
                texts.append(Text(value=self.words(scalar), lang=tag))
        return Localized(texts=tuple(texts)) if texts else None
