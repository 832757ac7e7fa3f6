"""One template out of many: what it extends and includes is put where it stands, as far as that is known beforehand.

Fewer templates at work mean fewer generators for each piece of text to pass through, and more parts that can be
worked out once a locale (see `partial`). A template that is put into another sees more names than Jinja would let it
see; where that could matter it is left where it is.
"""

from collections.abc import Callable, Iterable

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from gazeta.theming.templates.partial import assigned, imported

Parse = Callable[[str], nodes.Template]

_BEFORE = (nodes.FromImport, nodes.Import, nodes.Macro, nodes.Assign, nodes.AssignBlock)
"""What a template that extends another one does before that one begins."""

_OF_A_CALL = frozenset({"self", "super", "caller", "varargs", "kwargs"})
"""Names that a block or macro around them would give a meaning to."""


def inlined(name: str, parse: Parse) -> nodes.Template:
    """The template `name` with all that is known of it in one tree; no other template can extend that one.

    Raises what `parse` raises for it; what goes wrong in others is left to be met while rendering.
    """
    tree = _joined(name, parse, ())
    if tree is None or not _stand_alone(tree):
        return parse(name)
    result: nodes.Template = _Inliner(parse, (name,)).visit(_Opener().visit(tree))
    return result


def _joined(name: str, parse: Parse, below: tuple[str, ...]) -> nodes.Template | None:
    """A template in the one that it extends, with its own blocks; `None` where only rendering can tell."""
    tree = parse(name)
    if name in below or not _stand_alone(tree):
        return None
    if not any(tree.find_all(nodes.Extends)):
        return tree
    before, parent = _parent(tree)
    base = _base(parent, parse, (*below, name)) if parent else None
    if base is None or _names(before) & _names(base.body):  # two variables, of which each has its readers
        return None
    _Overrider({node.name: node for node in tree.body if isinstance(node, nodes.Block)}).visit(base)
    base.body = [*before, *base.body]
    return base


def _parent(tree: nodes.Template) -> tuple[list[nodes.Node], str]:
    """What a template does and says before the one that it extends begins, and that one's name.

    No name if it is not known for certain, or if there is more to it than filling blocks.
    """
    known = (*_BEFORE, nodes.Block, nodes.Extends, nodes.Output)
    places = [number for number, node in enumerate(tree.body) if isinstance(node, nodes.Extends)]
    if len(places) != 1 or not all(isinstance(node, known) for node in tree.body):
        return [], ""
    said, extends, rest = tree.body[: places[0]], tree.body[places[0]], tree.body[places[0] :]
    template = extends.template  # type: ignore[attr-defined]
    plain = isinstance(template, nodes.Const) and isinstance(template.value, str)
    if not plain or any(isinstance(node, nodes.Block) for node in said):
        return [], ""
    return [*said, *(node for node in rest if isinstance(node, _BEFORE))], template.value


def _base(name: str, parse: Parse, below: tuple[str, ...]) -> nodes.Template | None:
    try:
        return _joined(name, parse, below)
    except Exception:  # noqa: BLE001 - rendering will say what is wrong, and where
        return None


def _stand_alone(tree: nodes.Template) -> bool:
    """Whether all blocks stand outermost, where they see the template's variables alone, and ask for no other."""
    outer = {id(node) for node in tree.body}
    blocks = list(tree.find_all(nodes.Block))
    names = {found.name for found in tree.find_all(nodes.Name)}
    return not names & {"self", "super"} and all(id(block) in outer and not block.required for block in blocks)


def _names(body: Iterable[nodes.Node]) -> frozenset[str]:
    """The names that statements give a meaning to."""
    tree = nodes.Template(list(body), lineno=1)
    return assigned(tree).union(imported(tree), (macro.name for macro in tree.find_all(nodes.Macro)))


class _Overrider(NodeTransformer):
    def __init__(self, blocks: dict[str, nodes.Block]) -> None:
        self._blocks = blocks

    def visit_Block(self, node: nodes.Block) -> nodes.Node:  # noqa: N802 - a visitor's names
        return self._blocks.get(node.name, node)


class _Opener(NodeTransformer):
    def visit_Block(self, node: nodes.Block) -> nodes.Node:  # noqa: N802
        return nodes.Scope(self.generic_visit(node).body, lineno=node.lineno)  # type: ignore[attr-defined]


class _Inliner(NodeTransformer):
    """Puts included templates where they are included, unless that is decided while rendering."""

    def __init__(self, parse: Parse, way: tuple[str, ...], loops: int = 0) -> None:
        self._parse = parse
        self._way = way
        self._loops = loops

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        self._loops += 1
        visited = self.generic_visit(node)
        self._loops -= 1
        return visited

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or name in self._way or node.ignore_missing or not node.with_context:
            return node
        try:
            included = self._parse(name)
        except Exception:  # noqa: BLE001 - rendering will say what is wrong, and where
            return node
        if any(included.find_all((nodes.Block, nodes.Extends))) or self._would_see_more(included):
            return node
        inner = _Inliner(self._parse, (*self._way, name), self._loops).visit(included)
        return nodes.Scope(inner.body, lineno=node.lineno)

    def _would_see_more(self, included: nodes.Template) -> bool:
        """Whether it names what only the template around it has: the loop, a macro's caller."""
        names = {found.name for found in included.find_all(nodes.Name)}
        return bool(names & _OF_A_CALL) or (self._loops > 0 and "loop" in names)
