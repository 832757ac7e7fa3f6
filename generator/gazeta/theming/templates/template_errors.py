"""What is wrong with a template, in the words of who wrote it; never a bare traceback."""

import traceback

from jinja2 import TemplateNotFound, TemplateSyntaxError

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.span import Span
from gazeta.core.suggest import nearest
from gazeta.theming.theme import Templates


class TemplateFailure(Exception):  # noqa: N818 - not a bug of ours: it says what is wrong with a theme
    """A template that does not compile or fails on a page; `diagnostic` says where."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


def diagnose(error: Exception, name: str, templates: Templates) -> Diagnostic:
    """Where the template `name` went wrong, and how."""
    path, number = _place(error, name, templates)
    message = str(error).splitlines()[0] if str(error) else type(error).__name__
    hint = ""
    if isinstance(error, TemplateNotFound):
        message, hint = f"There is no template “{error.name}”.", nearest(str(error.name), templates)
    elif isinstance(error, RecursionError):
        message, hint = "The template includes itself without end.", "Extend the theme's own: “<theme>/<name>”."
    return problem("template-error", f"{message.rstrip('.')}.", Span(path=path, line=number), hint)


def _place(error: Exception, name: str, templates: Templates) -> tuple[str, int]:
    """The innermost line of a template that the error's traceback passed through."""
    if isinstance(error, TemplateSyntaxError) and error.name in templates:
        return templates[error.name][0], error.lineno
    paths = {path for path, _ in templates.values()}
    places = [
        (frame.f_code.co_filename, number)
        for frame, number in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename in paths
    ]
    return places[-1] if places else (templates.get(name, (name, ""))[0], 0)
