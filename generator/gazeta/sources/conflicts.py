"""What git leaves in a file where two people changed the same lines, and nobody has decided."""

import re
from collections.abc import Iterator

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.span import place

_MARKER = re.compile(r"^(<{7}(?= |$)|={7}$|>{7}(?= |$))", re.MULTILINE)


def conflicts(text: str, path: str, first_line: int = 1) -> Iterator[Diagnostic]:
    """The markers of a text: each `<<<<<<<`, and each `>>>>>>>` that has a `<<<<<<<` or a `=======` before it.

    A `=======` by itself underlines a heading, and seven `>` are a quotation within quotations.
    """
    if "<<<<<<<" not in text and "\n>>>>>>>" not in text:
        return
    before = ""
    for match in _MARKER.finditer(text):
        if match[0][0] == "<" or (match[0][0] == ">" and before):
            message = f"The line “{match[0]}” is left of a merge in which two changes met."
            span = place(path, text, match.start(), first_line)
            yield problem("conflict-marker", message, span, "Decide between the two, and delete the markers.")
        before = "" if match[0][0] == ">" else match[0]
