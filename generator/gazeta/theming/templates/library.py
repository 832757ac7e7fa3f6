"""A theme's templates as code: compiled when they are first asked for, once for all locales."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateNotFound, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from msgspec import Struct

from gazeta.theming.filters import line, xml
from gazeta.theming.templates.codegen import PlainCode
from gazeta.theming.templates.inlining import inlined
from gazeta.theming.templates.partial import LeftToJinja, is_pure, part
from gazeta.theming.theme import Templates

ENTRY = "page:"
"""Before the name of a template that a page is made with: it needs no blocks for others to override."""


class Codes(Struct, frozen=True):
    """A template taken apart (see `partial`), compiled; `pure` if its macros see nothing but arguments and locale."""

    residual: CodeType
    parts: CodeType
    count: int
    pure: bool


class Library:
    """The code of a theme's templates. `pure` names what they may call, and the locale."""

    def __init__(self, templates: Templates, pure: frozenset[str]) -> None:
        self.templates = templates
        self._pure = pure
        self.whole: Callable[[str], CodeType] = lru_cache(maxsize=None)(self._whole)
        self._known: Callable[[str], Codes | str] = lru_cache(maxsize=None)(self._parted)

    def _parse(self, name: str) -> nodes.Template:
        if name not in self.templates:
            raise TemplateNotFound(name)
        path, source = self.templates[name]
        return _compiler().parse(source, name, path)

    def _whole(self, name: str) -> CodeType:
        """A template as it stands. Raises jinja2's errors."""
        return _compiler().compile(self._parse(name), name, self.templates[name][0])

    def parted(self, name: str) -> Codes:
        """A template taken apart. Raises jinja2's errors, and `LeftToJinja` for one that is not."""
        known = self._known(name)
        if isinstance(known, str):
            raise LeftToJinja(known)
        return known

    def _parted(self, name: str) -> Codes | str:
        """The same, or why not."""
        own = name.removeprefix(ENTRY)
        tree = inlined(own, self._parse) if name.startswith(ENTRY) else self._parse(own)
        try:
            parted = part(tree, self._pure)
        except LeftToJinja as reason:
            return str(reason)
        path = self.templates[own][0]
        residual = _plain_compiler().compile(parted.residual, name, path)
        parts = _compiler().compile(parted.parts, name, path)
        return Codes(residual, parts, parted.count, not name.startswith(ENTRY) and self._is_pure(own, ()))

    def _is_pure(self, name: object, way: tuple[object, ...]) -> bool:
        """Whether a template that exists, and all that it imports, gives the same for the same arguments."""
        if name in way or name not in self.templates:
            return False
        tree = self._parse(str(name))
        places: Iterator[nodes.Import | nodes.FromImport] = tree.find_all((nodes.Import, nodes.FromImport))
        imports = (getattr(place.template, "value", None) for place in places)
        return is_pure(tree) and all(self._is_pure(other, (*way, name)) for other in imports)


class Sandbox(ImmutableSandboxedEnvironment):
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


class PlainSandbox(Sandbox):
    """The same for templates that were looked through when they were compiled."""

    code_generator_class = PlainCode


def environment(kind: type[Environment] = Sandbox, **options: Any) -> Environment:
    """Escaping is on whatever a template's name ends in, and an unknown variable is an error."""
    made = kind(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
        extensions=["jinja2.ext.i18n"],
        **options,
    )
    made.policies["ext.i18n.trimmed"] = True
    made.newstyle_gettext = True  # type: ignore[attr-defined]  # `{% trans %}` hands over its variables
    made.filters.update(xml=xml, line=line)
    return made


@lru_cache(maxsize=1)
def _compiler() -> Environment:
    return environment()


@lru_cache(maxsize=1)
def _plain_compiler() -> Environment:
    return environment(PlainSandbox)
