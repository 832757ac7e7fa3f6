"""Partial evaluation of templates: what depends on the locale alone is worked out once a locale, not once a page.

A template is taken apart once for all locales: each largest part of it that reads nothing but the locale and our
pure functions is cut out and numbered. The rest, the residual, names the cut parts
as variables `s0`, `s1`, …, which each locale fills with its own texts. Templates stay as they are written.

That is sound as long as the names of the locale, the page and our functions mean the same everywhere, and escaping is
always on; a template that changes either is left to Jinja as it stands.
"""

from collections.abc import Iterator, Mapping
from typing import cast

from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.visitor import NodeTransformer
from msgspec import Struct

_CONTEXT = frozenset({"page", "loop", "self", "caller", "varargs", "kwargs"})
"""Names that may change from page to page though no statement of the template sets them."""

_RESERVED = _CONTEXT | DEFAULT_NAMESPACE.keys()
_IMPURE_NAMES = frozenset({"cycler", "joiner", "lipsum", "namespace"})

_IMPURE_FILTERS = frozenset({"random"})
_BARRIERS = (
    nodes.Block,
    nodes.Extends,
    nodes.Include,
    nodes.Import,
    nodes.FromImport,
    nodes.Macro,
    nodes.CallBlock,
    nodes.Assign,
    nodes.AssignBlock,
    nodes.Break,
    nodes.Continue,
    nodes.ScopedEvalContextModifier,
    nodes.EvalContextModifier,
    nodes.ContextReference,
    nodes.DerivedContextReference,
)
"""What changes the world around it, or is decided while rendering."""


class LeftToJinja(Exception):  # noqa: N818 - nothing is wrong with such a template: it takes longer
    """A template that is not taken apart; says why."""


class Parted(Struct, frozen=True):
    """A template in two: the residual, and the parts cut out of it, each a block `s0`, `s1`, … of `parts`."""

    residual: nodes.Template
    parts: nodes.Template
    count: int


def part(whole: nodes.Template, pure: frozenset[str]) -> Parted:
    """Takes a template apart, which is used up by it; `pure` names the locale and the pure functions.

    Raises `LeftToJinja` for one that gives a name of ours another meaning, or turns escaping off.
    """
    _refuse(whole, pure)
    facts: dict[int, _Facts] = {}
    bound = _survey(whole, facts).binds
    cutter = _Cutter(pure, bound, facts)
    residual = cutter.visit(whole)
    if not any(
        residual.find_all(nodes.Extends)
    ):  # beside `extends` it depends on the place whether a text is printed
        residual = _Gatherer().visit(residual)
    blocks = [nodes.Block(f"s{number}", body, False, False, lineno=1) for number, body in enumerate(cutter.cut)]
    parts = nodes.Template(list[nodes.Node](blocks), lineno=1)
    return Parted(_settled(residual, whole), _settled(parts, whole), len(blocks))


def _refuse(whole: nodes.Template, pure: frozenset[str]) -> None:
    macros = {macro.name for macro in whole.find_all(nodes.Macro)}
    taken = sorted((_RESERVED | pure) & {*assigned(whole), *macros, *imported(whole)})
    if taken:
        raise LeftToJinja(f"one of their templates gives “{taken[0]}” another meaning")
    if any(whole.find_all((nodes.EvalContextModifier, nodes.ScopedEvalContextModifier))):
        raise LeftToJinja("one of their templates changes how values are escaped")


def is_pure(tree: nodes.Template) -> bool:
    """Whether a template says the same of the same values every time: it counts nothing, and nothing is by chance.

    What it imports is asked for by itself; what it includes or extends may be anything.
    """
    by_name = _IMPURE_NAMES.intersection(name.name for name in tree.find_all(nodes.Name))
    by_chance = any(found.name in _IMPURE_FILTERS for found in tree.find_all(nodes.Filter))
    return not (by_name or by_chance or any(tree.find_all((nodes.Include, nodes.Extends))))


def imported(tree: nodes.Node) -> tuple[str, ...]:
    """The names that a template takes from others."""
    names = (name for found in tree.find_all(nodes.FromImport) for name in found.names)
    return tuple(name if isinstance(name, str) else name[1] for name in names)


def assigned(tree: nodes.Node) -> frozenset[str]:
    """The names that a template gives a value: by `set`, `for`, `with`, `import`, or as a macro's parameters."""
    found: Iterator[nodes.Name | nodes.Import] = tree.find_all((nodes.Name, nodes.Import))
    names = (
        ("" if node.ctx == "load" else node.name) if isinstance(node, nodes.Name) else node.target for node in found
    )
    return frozenset(filter(None, names))


def _settled(tree: nodes.Template, like: nodes.Template) -> nodes.Template:
    tree.set_environment(like.environment)  # type: ignore[arg-type]
    return tree


class _Facts(Struct, frozen=True):
    """What a part of a template reads, what it binds and how often, and whether it must stay where it is."""

    reads: frozenset[str]
    binds: dict[str, int]
    stays: bool


def _survey(node: nodes.Node, facts: dict[int, _Facts]) -> _Facts:
    """The facts of a node and of all below it, by their identity."""
    reads: set[str] = set()
    binds: dict[str, int] = {}
    stays = isinstance(node, _BARRIERS) or (isinstance(node, nodes.Filter) and node.name in _IMPURE_FILTERS)
    for child in node.iter_child_nodes():
        below = _survey(child, facts)
        reads |= below.reads
        stays = stays or below.stays
        for name, count in below.binds.items():
            binds[name] = binds.get(name, 0) + count
    own, is_bound = _name(node)
    if own and is_bound:
        binds[own] = binds.get(own, 0) + 1
    elif own:
        reads.add(own)
    facts[id(node)] = _Facts(frozenset(reads), binds, stays)
    return facts[id(node)]


def _name(node: nodes.Node) -> tuple[str, bool]:
    """The name that a node itself reads or binds."""
    if isinstance(node, nodes.Name):
        return node.name, node.ctx != "load"
    if isinstance(node, nodes.Macro):
        return node.name, True
    return (node.target, True) if isinstance(node, nodes.Import) else ("", False)


class _Cutter(NodeTransformer):
    """Cuts out what depends on the locale alone, largest parts first."""

    def __init__(self, pure: frozenset[str], bound: Mapping[str, int], facts: Mapping[int, _Facts]) -> None:
        self._pure = pure
        self._bound = bound
        self._facts = facts
        self.cut: list[list[nodes.Node]] = []

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802
        node.nodes = [self._output(child) for child in node.nodes]
        return node

    def visit_If(self, node: nodes.If) -> nodes.Node:  # noqa: N802
        return self._stated(node) if self._is_static(node) else self._conditional(node)

    def _conditional(self, node: nodes.If) -> nodes.If:
        others, node.elif_ = node.elif_, []
        node.test = self._tested(node.test)
        self._inside(node)
        node.elif_ = [self._conditional(other) for other in others]
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        """Calls of our functions need no look at the context."""
        if isinstance(node.node, nodes.Name) and node.node.name in self._pure:
            node.node = nodes.EnvironmentAttribute(f"f_{node.node.name}", lineno=node.lineno)
        return self._inside(node)

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Node:  # noqa: N802
        node.test = self._tested(node.test)
        return self._inside(node)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        return self._stated(node) if self._is_static(node) else self._inside(node)

    def visit_Scope(self, node: nodes.Scope) -> nodes.Node:  # noqa: N802
        return self._stated(node) if self._is_static(node) else self._inside(node)

    def visit_With(self, node: nodes.With) -> nodes.Node:  # noqa: N802
        return self._stated(node) if self._is_static(node) else self._inside(node)

    def _inside(self, node: nodes.Node) -> nodes.Node:
        return self.generic_visit(node)

    def _output(self, child: nodes.Expr) -> nodes.Expr:
        if isinstance(child, nodes.TemplateData | nodes.Const):
            return child
        if self._is_static(child):
            return self._cut([nodes.Output([child], lineno=child.lineno)])
        visited: nodes.Expr = self.visit(child)
        return visited

    def _stated(self, node: nodes.Node) -> nodes.Node:
        return nodes.Output([self._cut([node])], lineno=node.lineno)

    def _tested(self, test: nodes.Node) -> nodes.Expr:
        """For a test that depends on the locale alone, a text that is empty where it fails."""
        if isinstance(test, nodes.Const | nodes.EnvironmentAttribute) or not self._is_static(test):
            return cast("nodes.Expr", self.visit(test))
        yes = nodes.Output([nodes.TemplateData("1")], lineno=test.lineno)
        return self._cut([nodes.If(test, [yes], [], [], lineno=test.lineno)])

    def _cut(self, body: list[nodes.Node]) -> nodes.Expr:
        self.cut.append(body)
        return nodes.EnvironmentAttribute(f"s{len(self.cut) - 1}", lineno=body[0].lineno)

    def _is_static(self, node: nodes.Node) -> bool:
        """Whether a part reads nothing but what is pure and what it binds itself, and nobody else binds."""
        facts = self._facts.get(id(node))
        if facts is None or facts.stays:  # what is not known was put there by us
            return False
        return all(name in self._pure or self._is_own(name, facts.binds) for name in facts.reads)

    def _is_own(self, name: str, own: Mapping[str, int]) -> bool:
        return name not in _CONTEXT and own.get(name, 0) > 0 and own[name] == self._bound[name]


class _Gatherer(NodeTransformer):
    """Makes one output of those that follow each other, through scopes that bind nothing."""

    def generic_visit(self, node: nodes.Node, *args: object, **kwargs: object) -> nodes.Node:
        visited = super().generic_visit(node, *args, **kwargs)
        for field in ("body", "else_"):
            statements = getattr(visited, field, None)
            if isinstance(statements, list):
                setattr(visited, field, _gathered(statements))
        return visited


def _gathered(statements: list[nodes.Node]) -> list[nodes.Node]:
    gathered: list[nodes.Node] = []
    for statement in _opened(statements):
        last = gathered[-1] if gathered else None
        if isinstance(statement, nodes.Output) and isinstance(last, nodes.Output):
            last.nodes = [*last.nodes, *statement.nodes]
        else:
            gathered.append(statement)
    return gathered


def _opened(statements: list[nodes.Node]) -> Iterator[nodes.Node]:
    for statement in statements:
        if isinstance(statement, nodes.Scope) and not any(statement.find_all(_BARRIERS)):
            yield from _opened(statement.body)
        else:
            yield statement
