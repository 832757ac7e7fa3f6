"""A locale's renderer: its templates see a page's view, the locale's view and our functions, and no more."""

from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import BaseLoader, Environment, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Macro
from msgspec import Struct

from gazeta.core.text import Text
from gazeta.pages import views
from gazeta.pages.views import LocaleView
from gazeta.theming.filters import DateFunctions, PhraseFunctions, TextFunctions, escaped, plain
from gazeta.theming.formats import Formats
from gazeta.theming.phrases import Phrases
from gazeta.theming.relative_time import RelativeTime
from gazeta.theming.templates.codegen import Line, select_or_reject
from gazeta.theming.templates.library import ENTRY, Library, PlainSandbox, environment
from gazeta.theming.templates.template_errors import TemplateFailure, diagnose
from gazeta.theming.theme import Theme

Functions = dict[str, Any]

FUNCTIONS = frozenset(
    "_ gettext ngettext pgettext npgettext attrs inline name_of names date stamp number minutes language_name".split()
)
"""What templates may call. All are pure: the same arguments give the same text, as long as the locale is the same."""

_VIEWS = (kind for kind in vars(views).values() if isinstance(kind, type) and issubclass(kind, Struct))
_KNOWN = frozenset({str, int, bool, type(None), Text, *_VIEWS}) - {views.LocaleView}
"""Kinds of values that are as they are for ever, down to their parts: no list, and no tuple of who knows what."""

_REMEMBERED = 256
"""Results kept of each macro: a card stands beside several articles, which are made one after the other."""


class Renderer:
    """Makes a locale's pages from their views."""

    def __init__(
        self, theme: Theme, locale: LocaleView, phrases: Phrases, formats: Formats, relative: RelativeTime
    ) -> None:
        library = library_of(theme)
        functions = _functions(locale, phrases, formats, relative)
        self._templates = theme.templates
        self._whole = environment(loader=_Whole(library))
        self._whole.globals.update(functions)
        self._fast = environment(PlainSandbox, loader=_Parted(library, functions, self._whole))
        self._fast.globals.update(functions)

    def render(self, name: str, page: object) -> str:
        """The text of the template `name` for a page's view. Raises `TemplateFailure`."""
        return self.made(name, page)[0]

    def made(self, name: str, page: object) -> tuple[str, str]:
        """The same, and why it took the slow way; empty where it did not."""
        try:
            return self._fast.get_template(ENTRY + name).render(page=page), ""
        except Exception as error:  # noqa: BLE001 - the slow way can do it, or tells where it went wrong
            return self.render_slowly(name, page), (str(error).splitlines() or [type(error).__name__])[0]

    def path(self, name: str) -> str:
        """Where the template `name` is, for messages."""
        return self._templates[name][0]

    def render_slowly(self, name: str, page: object) -> str:
        """The same from the templates as they stand, each attribute looked at by the sandbox."""
        try:
            return self._whole.get_template(name).render(page=page)
        except Exception as error:
            # a template is a program of someone else's: it can raise anything
            raise TemplateFailure(diagnose(error, name, self._templates)) from error


@lru_cache(maxsize=2)
def _library(_digest: str, shelf: "_Shelf") -> Library:
    return Library(shelf.theme.templates, FUNCTIONS | {"locale"})


class _Shelf:
    """Carries a theme past a cache that knows it by its digest; all shelves are equal."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shelf)

    def __hash__(self) -> int:
        return 0


def library_of(theme: Theme) -> Library:
    """The code of a theme's templates, the same for all locales of a process."""
    return _library(theme.digest, _Shelf(theme))


def _functions(locale: LocaleView, phrases: Phrases, formats: Formats, relative: RelativeTime) -> Functions:
    texts = TextFunctions(locale.tag, formats, locale.dir)
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
        "name_of": texts.name,
        "names": texts.names,
        "date": dates.date,
        "stamp": dates.stamp,
        "number": formats.number,
        "minutes": formats.minutes,
        "language_name": formats.language_name,
        "locale": locale,
    }


def _always() -> bool:
    return True


class _Whole(BaseLoader):
    """Templates as they stand."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> Template:
        """The template of that name, with its locale's globals."""
        code = self._library.whole(name)
        return environment.template_class.from_code(environment, code, globals or {}, _always)


class _Parted(BaseLoader):
    """Residuals, with the parts that one locale puts into them."""

    def __init__(self, library: Library, functions: Functions, whole: Environment) -> None:
        self._library = library
        self._whole = whole
        self._variables = {f"f_{name}": function for name, function in functions.items()}
        self._variables |= {"f_escaped": escaped, "f_plain": plain, "f_select": select_or_reject, "f_line": Line}
        self._globals = dict(whole.globals)

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002, ARG002 - they are known here
    ) -> Template:
        """The template of that name."""
        codes = self._library.parted(name)
        namespace = {"environment": environment, "__file__": codes.residual.co_filename, **self._variables}
        namespace |= self._parts(codes.parts, codes.count)
        exec(codes.residual, namespace)  # noqa: S102 - as Jinja does: it is what it compiled
        kind = _Remembering if codes.pure else Template
        template: Template = kind._from_namespace(environment, namespace, self._globals)
        template._uptodate = _always
        return template

    def _parts(self, code: CodeType, count: int) -> dict[str, str]:
        template = self._whole.template_class.from_code(self._whole, code, self._whole.make_globals(None), _always)
        context = template.new_context()
        return {f"s{number}": "".join(template.blocks[f"s{number}"](context)) for number in range(count)}


class _Remembering(Template):
    """A template whose macros, when another imports them, remember what they made of the arguments they had.

    They can, for they see nothing but their arguments and the locale; what counts or is left to chance is not pure.
    """

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        """The module that `{% from … import … %}` reads."""
        module = super().make_module(vars, shared, locals)
        if not vars and not locals:
            macros = {name: value for name, value in module.__dict__.items() if type(value) is Macro}
            module.__dict__.update({name: _RememberingMacro(macro) for name, macro in macros.items()})
        return module


class _RememberingMacro(Macro):
    """A macro that knows arguments again which no template can tell apart.

    Equality is too little for that (`1 == True == 1.0`, and a text is equal to markup of the same characters), so
    it is asked for among values of the same kind, and of few kinds.
    """

    def __init__(self, macro: Macro) -> None:
        self.__dict__.update(macro.__dict__)
        self._remembered = lru_cache(maxsize=_REMEMBERED, typed=True)(macro)

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        if _KNOWN.issuperset(map(type, args)) and (not kwargs or _KNOWN.issuperset(map(type, kwargs.values()))):
            return self._remembered(*args, **kwargs)
        return super().__call__(*args, **kwargs)


_RememberingMacro.__name__ = Macro.__name__  # which is shown where a macro is printed
