"""What `gazeta new` writes for somebody to replace, and whether somebody has."""

from collections.abc import Iterator

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.span import Span

ARTICLE = "Write the article here."
TRANSLATION = "Write the translation here."
ANSWER = "…"

_IN_TEXTS = frozenset({ARTICLE, TRANSLATION})
_IN_ANSWERS = frozenset({ANSWER, "..."})


def left_in_text(markdown: str, path: str, first_line: int) -> Iterator[Diagnostic]:
    """The lines of a body that are as they were made; `first_line` is its first one in the file."""
    if not any(line in markdown for line in _IN_TEXTS):
        return
    for number, line in enumerate(markdown.split("\n"), first_line):
        if line.strip() in _IN_TEXTS:
            message = f"“{line.strip()}” still stands where the text should."
            yield problem("placeholder", message, Span(path=path, line=number, column=1), "Replace it.")


def left_in_answer(answer: str, span: Span) -> Iterator[Diagnostic]:
    """An answer that nobody has given."""
    if answer.strip() in _IN_ANSWERS:
        message = f"The answer is still “{answer.strip()}”."
        yield problem("placeholder", message, span, "Write it, or delete the question.")
