"""Jinja's code, without what our views do not need: attributes are read as Python reads them.

The sandbox looks at every attribute while rendering. Which names it refuses does not depend on the page, so here it
is asked once, when a template is compiled: a name that it might refuse, or that a test such as `is defined` stands
on, goes its way; all others are plain attributes. Where that fails, `environment` renders the page the slow way,
which knows what to say or do.
"""

from collections.abc import Mapping
from keyword import iskeyword

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import (
    UNSAFE_ASYNC_GENERATOR_ATTRIBUTES,
    UNSAFE_COROUTINE_ATTRIBUTES,
    UNSAFE_GENERATOR_ATTRIBUTES,
)

from gazeta.theming.templates.partial import imported

_GUARDED = frozenset(
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
_BUILT_IN = {"list": "list", "length": "len", "count": "len"}
"""Filters that are functions of Python."""


class PlainCode(CodeGenerator):
    """Writes the code of a residual (see `partial`), with our functions and its parts as variables of the module."""

    _careful = 0
    _macros: frozenset[str] = frozenset()
    _arities: Mapping[str, int] = {}

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """A whole template; calls of its macros and of those it imports are calls of plain functions."""
        bound = [name.name for name in node.find_all(nodes.Name) if name.ctx != "load"]
        macros = [macro.name for macro in node.find_all(nodes.Macro)]
        once = {name for name in macros if macros.count(name) == 1} ^ imported(node)
        self._macros = frozenset(once.difference(bound))
        self._arities = {macro.name: len(macro.args) for macro in node.find_all(nodes.Macro) if _is_simple(macro)}
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """`page.title`."""
        if not self._is_harmless(node.attr):
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
        if node.name in _BUILT_IN and node.node is not None and not (node.args or node.kwargs or node.dyn_args):
            self.write(f"{_BUILT_IN[node.name]}(")
            self.visit(node.node, frame)
            self.write(")")
            return
        careful = node.name in _CAREFUL_FILTERS
        self._careful += careful
        super().visit_Filter(node, frame)
        self._careful -= careful

    def _is_choice(self, node: nodes.Filter) -> bool:
        """`page.editions|selectattr("translated")`, with no test but truth."""
        plain = node.node is not None and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        if node.name not in {"selectattr", "rejectattr"} or not plain or len(node.args) != 1:
            return False
        attribute = node.args[0]
        return (
            isinstance(attribute, nodes.Const)
            and isinstance(attribute.value, str)
            and self._is_harmless(attribute.value)
        )

    def _choose(self, node: nodes.Filter, frame: Frame) -> None:
        self.write("[one for one in ")
        self.visit(node.node, frame)  # type: ignore[arg-type]
        refused = " not" if node.name == "rejectattr" else ""
        self.write(f" if{refused} one.{node.args[0].value}]")  # type: ignore[attr-defined]

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """`attrs(page.title)`, and macros of other templates."""
        odd = forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(word.key) for word in node.kwargs)
        if odd or not self._is_plain(node.node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        if (
            isinstance(node.node, nodes.Name)
            and not node.kwargs
            and self._arities.get(node.node.name) == len(node.args)
        ):
            self.write("._func")  # the macro itself, without the hall where its arguments are sorted
        self.write("(")
        for number, argument in enumerate((*node.args, *node.kwargs)):
            self.write(", " if number else "")
            self.visit(argument, frame)
        self.write(")")

    def _is_plain(self, called: nodes.Expr) -> bool:
        if isinstance(called, nodes.Name):
            return called.name in self._macros
        if isinstance(called, nodes.Getattr):
            return self._is_harmless(called.attr)
        return isinstance(called, nodes.EnvironmentAttribute)

    def _is_harmless(self, attribute: str) -> bool:
        underscore = attribute.startswith("_")
        return not self._careful and not underscore and attribute not in _GUARDED and attribute.isidentifier()

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        """What is imported without the context is the same for all pages."""
        if node.with_context or not isinstance(node.template, nodes.Const):
            super()._import_common(node, frame)
        else:
            self.write(f"f_module({node.template.value!r})")

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
        """Whether a value is escaped text already: a part, or what our functions and macros return."""
        if not isinstance(node, nodes.Call):
            return isinstance(node, nodes.EnvironmentAttribute)
        called = node.node
        if isinstance(called, nodes.Name):
            return called.name in self._macros and not node.dyn_args and not node.dyn_kwargs
        return isinstance(called, nodes.EnvironmentAttribute) and called.name in _MARKUP

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if self._is_markup(node):
            return
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("(f_plain(v) if type(v := ")  # most values are plain texts: that saves them a call
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if self._is_markup(node):
            return
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write(") is str else f_escaped(v))")
        else:
            super()._output_child_post(node, frame, finalize)


def _is_simple(macro: nodes.Macro) -> bool:
    """Whether a macro takes its parameters as they are named, and nothing else."""
    names = {name.name for name in macro.find_all(nodes.Name)}
    return not macro.defaults and names.isdisjoint({"caller", "kwargs", "varargs"})


class Line:
    """What the code of an output calls: one value as it is, several joined."""

    append = staticmethod(str)
    extend = staticmethod("".join)
