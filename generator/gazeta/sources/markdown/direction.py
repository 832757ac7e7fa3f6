"""Code and addresses in a text from right to left: each reads from left to right, apart from what is around it.

Without isolation the bidirectional algorithm (UAX 9) puts their signs where the text's direction has them: the slash
that ends an address in front of it, `/>` before `slot`.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_CODE = frozenset({"code_inline", "code_block", "fence"})
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)\S+|[\w.+-]+@[\w.-]+", re.IGNORECASE)


def isolate(state: StateCore) -> None:
    """A rule for texts from right to left."""
    for block in state.tokens:
        if block.type in _CODE:
            block.attrs["dir"] = "ltr"
        elif block.type == "inline":
            block.children = list(_isolated(block.children or []))


def _isolated(tokens: Sequence[Token]) -> Iterator[Token]:
    for position, token in enumerate(tokens):
        if token.type in _CODE:
            token.attrs["dir"] = "ltr"
        linked = position > 0 and tokens[position - 1].type == "link_open"
        if linked and token.type == "text" and _ADDRESS.fullmatch(token.content):
            yield Token("bdi_open", "bdi", 1, attrs={"dir": "ltr"}, level=token.level)
            yield token
            yield Token("bdi_close", "bdi", -1, level=token.level)
        else:
            yield token
