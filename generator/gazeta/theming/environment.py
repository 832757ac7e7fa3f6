"""Templates: one Jinja environment for each locale, which sees a page's view, the locale's view, and no more."""

import traceback
from collections.abc import Callable, MutableMapping
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.span import Span
from gazeta.core.suggest import nearest
from gazeta.pages.views import LocaleView
from gazeta.theming.filters import DateFunctions, PhraseFunctions, TextFunctions, line, xml
from gazeta.theming.formats import Formats
from gazeta.theming.phrases import Phrases
from gazeta.theming.relative_time import RelativeTime
from gazeta.theming.theme import Theme

Templates = dict[str, tuple[str, str]]


class TemplateFailure(Exception):  # noqa: N818 - not a bug of ours: it says what is wrong with a theme
    """A template that does not compile or fails on a page; `diagnostic` says where."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


class Renderer:
    """Makes a locale's pages from their views."""

    def __init__(
        self, theme: Theme, locale: LocaleView, phrases: Phrases, formats: Formats, relative: RelativeTime
    ) -> None:
        self._templates = theme.templates
        self._environment = _environment(_Loader(theme.templates))
        self._environment.globals.update(_functions(locale, phrases, formats, relative), locale=locale)

    def render(self, name: str, page: object) -> str:
        """The text of the template `name` for a page's view. Raises `TemplateFailure`."""
        try:
            return self._environment.get_template(name).render(page=page)
        except Exception as error:
            # a template is a program of someone else's: it can raise anything
            raise TemplateFailure(_diagnose(error, name, self._templates)) from error


def _functions(
    locale: LocaleView, phrases: Phrases, formats: Formats, relative: RelativeTime
) -> dict[str, Callable[..., Any]]:
    texts = TextFunctions(locale.tag, formats)
    words = PhraseFunctions(phrases, texts)
    dates = DateFunctions(locale, formats, relative, words)
    return {
        "_": words.gettext,
        "gettext": words.gettext,
        "ngettext": words.ngettext,
        "pgettext": words.pgettext,
        "npgettext": words.npgettext,
        "attrs": texts.attrs,
        "inline": texts.inline,
        "names": texts.names,
        "date": dates.date,
        "stamp": dates.stamp,
        "number": formats.number,
        "language_name": formats.language_name,
    }


def _environment(loader: BaseLoader | None = None) -> Environment:
    """Escaping is on whatever a template's name ends in, and an unknown variable is an error."""
    environment = _Sandbox(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # `{% trans %}` hands over its variables
    environment.filters.update(xml=xml, line=line)
    return environment


class _Sandbox(ImmutableSandboxedEnvironment):
    """Themes are shared between people, so a template must reach nothing but the views and our functions.

    Most of what a template reads are fields of views, which are plain data: they skip the sandbox's checks.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`page.title`."""
        if attribute in getattr(type(obj), "__struct_fields__", ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`page["title"]`, which is also how Jinja's filters read attributes."""
        if argument in getattr(type(obj), "__struct_fields__", ()):
            return getattr(obj, argument)
        return super().getitem(obj, argument)


class _Loader(BaseLoader):
    """A theme's templates, compiled once a process: their code is the same for all locales."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> Template:
        """The template of that name, with its locale's globals."""
        if name not in self._templates:
            raise TemplateNotFound(name)
        path, source = self._templates[name]
        code = _compiled(name, path, source)
        return environment.template_class.from_code(environment, code, globals or {}, _always)


def _always() -> bool:
    return True


@lru_cache(maxsize=512)
def _compiled(name: str, path: str, source: str) -> CodeType:
    return _compiler().compile(source, name, path)


@lru_cache(maxsize=1)
def _compiler() -> Environment:
    return _environment()


def _diagnose(error: Exception, name: str, templates: Templates) -> Diagnostic:
    """Where a template went wrong, in the words of who wrote it; never a bare traceback."""
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
