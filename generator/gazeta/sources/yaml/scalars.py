"""Single values of YAML: which count as absent, what they are as text, and what a `#` took away from them."""

import re

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.line_breaks import unbroken
from gazeta.core.spelling import composed
from gazeta.core.suggest import shorten
from gazeta.sources.yaml.nodes import Mapping, Node, Scalar, Sequence

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BREAKS = re.compile(r"[ \t\r\n]+")  # not no-break or ideographic spaces: those are the editor's choice
_COMMAS = re.compile("[,;，、،；]")
_DASH = re.compile(r"([-–—−•·◦▪‣*])[ \xa0]*[^\W\d]")  # -5 °C may be a topic
_AROUND = "[]()"
_HINT = "Put the text in quotes; a remark of your own goes on a line of its own."


def is_null(node: Node) -> bool:
    """Whether a node is YAML's null."""
    return isinstance(node, Scalar) and node.plain and node.value in _NULL


def is_absent(node: Node) -> bool:
    """Whether a node says nothing: null, an empty text, or a list of nothing else.

    Editors' tools write every field that a form has: `updated: ''`, `tags: ['']`. An empty list says something: none.
    """
    if isinstance(node, Sequence):
        return bool(node.items) and all(map(is_blank, node.items))
    return isinstance(node, Scalar) and (is_null(node) or not node.value.strip())


def is_blank(node: Node) -> bool:
    """Whether an item of a list says nothing: an empty text, or keys that are all absent. (The word `null` does.)"""
    if isinstance(node, Mapping):
        return bool(node.entries) and all(is_absent(value) or is_blank(value) for _, value in node.entries)
    return not node.value.strip() if isinstance(node, Scalar) else is_absent(node)


def clean(value: str) -> str:
    """Trimmed, in Unicode's composed form; line breaks become spaces or, in Chinese and Japanese, nothing."""
    return composed(_BREAKS.sub(" ", unbroken(value)).strip(" "))


def cut(node: Scalar, *, name: bool = False) -> Diagnostic | None:
    """That a comment ends a text for readers: rather than a remark, it is words that they will not see.

    Behind a text in quotes, or the `name` of a file or an article, `# a remark` is one, and `#1` may be lost.
    """
    if node.cut is None or ((name or not node.plain) and not node.cut[0][1:2].strip()):
        return None
    comment, span = node.cut
    value = clean(node.value)
    end = value if len(value) <= 20 else f"…{value[-19:]}"
    message = f"The text ends with “{end}”: “{shorten(comment)}” is a comment, as all is that follows “ #”."
    return problem("cut-text", message, span, _HINT)


def lost(node: Node, code: str = "cut-text", what: str = "Nothing stands here") -> Diagnostic | None:
    """That nothing is left of a text that begins with `#`; a remark (`# later`) behind nothing is one."""
    if not isinstance(node, Scalar) or node.cut is None or node.value or not node.cut[0][1:2].strip():
        return None
    comment, span = node.cut
    message = f"{what}: “{shorten(comment)}” is a comment, because it begins with “#”."
    return problem(code, message, span, f"Put it in quotes: {_quoted(comment)}")


def several(node: Scalar, key: str, *, in_list: bool) -> Diagnostic | None:
    """That one name holds commas, where a list was meant; in a list, quotes say that it is one name."""
    if node.plain and (begin := _DASH.match(node.value)):
        message = f"“{shorten(clean(node.value))}” is one name that begins with “{begin[1]}”."
        return problem(
            "comma-in-name", message, node.span, "Begin each item of a list with a hyphen and a space: “- ”."
        )
    names = [name for part in _COMMAS.split(node.value) if (name := clean(part).strip(_AROUND).strip())]
    if len(names) < 2 or (in_list and not node.plain):
        return None
    message = f"“{shorten(clean(node.value))}” is one name with a comma in it; “{key}” takes a list."
    hint = f"Write {key}: [{', '.join(names)}]; for one name, put it in quotes into a list."
    return problem("comma-in-name", message, node.span, hint)


def _quoted(text: str) -> str:
    return f"'{text}'" if '"' in text else f'"{text}"'
