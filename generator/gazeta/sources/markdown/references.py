"""Reference links, `[words][label]`, whose label nobody defined: they stay as they stand."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.sources.markdown.lint import code_blanked
from gazeta.sources.markdown.places import Places

_CHAR = r"(?:\\.|[^\[\]\\])"
_INNER = rf"(?:{_CHAR}|!?\[{_CHAR}{{0,200}}\](?:\([^()\n]{{0,300}}\))?)"
_REFERENCE = re.compile(rf"(?<![\]\\])\[(?!\^)({_INNER}{{1,200}})\]\[(?!\^)({_CHAR}{{0,200}})\]", re.DOTALL)


def undefined(block: Token, references: Mapping[str, Any], places: Places) -> Iterator[Diagnostic]:
    """Labels in a block that are not among the references.

    Brackets in code are none, but code belongs to a label: labels are compared as they are written (CommonMark, "Link
    reference definitions").
    """
    if "][" not in block.content:
        return
    for match in _REFERENCE.finditer(code_blanked(block.content)):
        label = block.content[slice(*match.span(2))].strip() or block.content[slice(*match.span(1))]
        if normalizeReference(label) not in references:
            shown = " ".join(label.split())[:40]
            message = f"The link's label “{shown}” is not defined in this file."
            hint = f"Add a line “[{shown}]: https://…”, or write the address behind the text."
            yield problem("undefined-reference", message, places.at(block, match.start()), hint)
