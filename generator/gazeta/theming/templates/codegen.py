"""Jinja's code, without what our views do not need: attributes are read as Python reads them.

The sandbox looks at every attribute while rendering. Which names it refuses does not depend on the page, so here it
is asked once, when a template is compiled: a name that it might refuse, or that a test such as `is defined` stands
on, goes its way; all others are plain attributes. Where that fails, `environment` renders the page the slow way,
which knows what to say or do. Macros, loops, filters and tests are Jinja's own.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from keyword import iskeyword
from typing import Any, cast

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import (
    UNSAFE_ASYNC_GENERATOR_ATTRIBUTES,
    UNSAFE_COROUTINE_ATTRIBUTES,
    UNSAFE_GENERATOR_ATTRIBUTES,
)

from gazeta.theming.templates.partial import assigned, imported

GUARDED = frozenset(
    {
        *UNSAFE_ASYNC_GENERATOR_ATTRIBUTES,
        *UNSAFE_COROUTINE_ATTRIBUTES,
        *UNSAFE_GENERATOR_ATTRIBUTES,
        *("format", "format_map", "mro"),
        *("add", "append", "appendleft", "clear", "difference_update", "discard", "extend", "extendleft", "insert"),
        *("pop", "popitem", "popleft", "remove", "reverse", "rotate", "setdefault", "sort"),
        *("symmetric_difference_update", "update"),
    }
)
"""What a sandbox refuses or watches on some object or other (`jinja2.sandbox`), besides names with an underscore."""

_MARKUP = frozenset(f"f_{name}" for name in "attrs inline name_of names date stamp _ gettext pgettext".split())
"""Our functions that return escaped text."""

_CAREFUL_TESTS = frozenset({"defined", "undefined"})
_CAREFUL_FILTERS = frozenset({"default", "d"})


class PlainCode(CodeGenerator):
    """Writes the code of a residual (see `partial`), with our functions and its parts as variables of the module."""

    _careful = 0
    _macros: frozenset[str] = frozenset()

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """A whole template, which knows its macros: names that are bound once, by a definition or an import."""
        variables = assigned(node)
        bound = Counter(chain(variables, (macro.name for macro in node.find_all(nodes.Macro)), imported(node)))
        self._macros = frozenset(name for name in bound if bound[name] == 1) - variables
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """`page.title`."""
        block = isinstance(node.node, nodes.Name) and node.node.name == "self"  # which has items only
        if block or not self._is_harmless(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
        """`page.newer is defined`."""
        careful = node.name in _CAREFUL_TESTS
        self._careful += careful
        super().visit_Test(node, frame)
        self._careful -= careful

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        """`page.newer|default("")`."""
        if self._is_choice(node):
            self._choose(node, frame)
            return
        careful = node.name in _CAREFUL_FILTERS
        self._careful += careful
        super().visit_Filter(node, frame)
        self._careful -= careful

    def _is_choice(self, node: nodes.Filter) -> bool:
        """`page.editions|selectattr("translated")`, with no test but truth."""
        attribute = node.args[0] if len(node.args) == 1 else None
        return (
            node.name in {"selectattr", "rejectattr"}
            and node.node is not None
            and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
            and isinstance(attribute, nodes.Const)
            and isinstance(attribute.value, str)
            and self._is_harmless(attribute.value)
        )

    def _choose(self, node: nodes.Filter, frame: Frame) -> None:
        refused = "not " if node.name == "rejectattr" else ""
        self.write(f"f_select(lambda one: {refused}one.{cast('nodes.Const', node.args[0]).value}, ")
        self.visit(cast("nodes.Expr", node.node), frame)
        self.write(")")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """`attrs(page.title)`: one of our functions, or a macro. Neither asks for the context it is called in."""
        odd = forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(word.key) for word in node.kwargs)
        macro = isinstance(node.node, nodes.Name) and node.node.name in self._macros
        if odd or not (macro or isinstance(node.node, nodes.EnvironmentAttribute)):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for number, argument in enumerate((*node.args, *node.kwargs)):
            self.write(", " if number else "")
            self.visit(argument, frame)
        self.write(")")

    def _is_harmless(self, attribute: str) -> bool:
        underscore = attribute.startswith("_")
        plain = attribute.isidentifier() and attribute.isascii() and not iskeyword(attribute)
        return plain and not underscore and not self._careful and attribute not in GUARDED

    def visit_EnvironmentAttribute(self, node: nodes.EnvironmentAttribute, frame: Frame) -> None:  # noqa: N802
        """One of our functions, or a part that was cut out: a variable of the module."""
        del frame
        self.write(node.name)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Text and values in one piece: every `yield` goes through all the templates around it."""
        if frame.buffer is not None or frame.require_output_check:
            super().visit_Output(node, frame)
            return
        frame.buffer = "yield f_line"  # so it writes `yield f_line.extend((…))`
        super().visit_Output(node, frame)
        frame.buffer = None

    def _is_markup(self, node: nodes.Expr) -> bool:
        """Whether a value is escaped text already: a part, or what our functions return."""
        if isinstance(node, nodes.Call):
            called = node.node
            return isinstance(called, nodes.EnvironmentAttribute) and called.name in _MARKUP
        return isinstance(node, nodes.EnvironmentAttribute)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        del frame, finalize  # escaping is on, and there is no other environment than ours
        if not self._is_markup(node):
            self.write("(f_plain(v) if type(v := ")  # most values are plain texts: that saves them a call

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        del frame, finalize
        if not self._is_markup(node):
            self.write(") is str else f_escaped(v))")


class Line:
    """What the code of an output calls: one value as it is, several joined."""

    append = staticmethod(str)
    extend = staticmethod("".join)


def select_or_reject(is_wanted: Callable[[Any], object], values: Iterable[Any]) -> Iterator[Any]:
    """What Jinja's filters of these names make: a generator, of the same name should somebody print it."""
    for value in values:
        if is_wanted(value):
            yield value
