"""One template out of many: what it extends and includes is put where it stands, as far as that is known beforehand.

Fewer templates at work mean fewer generators for each piece of text to pass through, and more parts that can be
worked out once a locale (see `partial`).
"""

from collections.abc import Callable

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

Parse = Callable[[str], nodes.Template]

_BEFORE = (nodes.FromImport, nodes.Import, nodes.Macro, nodes.Assign, nodes.AssignBlock)
"""What a template that extends another one does before that one begins."""


def inlined(name: str, parse: Parse) -> nodes.Template:
    """The template `name` with all that is known of it in one tree; no other template can extend that one.

    Raises what `parse` raises for it; what goes wrong in others is left to be met while rendering.
    """
    merged = _merged(name, parse)
    if merged is None:
        return with_includes(name, parse)
    result: nodes.Template = _Inliner(parse, (name,)).visit(merged)
    return result


def with_includes(name: str, parse: Parse) -> nodes.Template:
    """The template `name` with those that it includes in their places."""
    result: nodes.Template = _Inliner(parse, (name,)).visit(parse(name))
    return result


def _merged(name: str, parse: Parse) -> nodes.Template | None:
    """A template in the one that it extends, its blocks in their places; `None` where only rendering can tell."""
    tree = _joined(name, parse, ())
    return None if tree is None else _without_blocks(tree)


def _joined(name: str, parse: Parse, below: tuple[str, ...]) -> nodes.Template | None:
    tree = parse(name)
    if name in below or _asks_at_run_time(tree):
        return None
    if not any(tree.find_all(nodes.Extends)):
        return tree
    parent = _parent(tree)
    base = _base(parent, parse, (*below, name)) if parent else None
    if base is None:
        return None
    _Overrider({node.name: node for node in tree.body if isinstance(node, nodes.Block)}).visit(base)
    base.body = [*(node for node in tree.body if isinstance(node, _BEFORE)), *base.body]
    return base


def _parent(tree: nodes.Template) -> str | None:
    """The template that this one extends, if it does so for certain and does nothing else but fill its blocks."""
    known = (*_BEFORE, nodes.Block, nodes.Extends, nodes.Output)
    extends = [node for node in tree.body if isinstance(node, nodes.Extends)]
    plain = len(extends) == 1 and all(isinstance(node, known) for node in tree.body)
    template = extends[0].template if plain else None
    return template.value if isinstance(template, nodes.Const) and isinstance(template.value, str) else None


def _base(name: str, parse: Parse, below: tuple[str, ...]) -> nodes.Template | None:
    try:
        return _joined(name, parse, below)
    except Exception:  # noqa: BLE001 - rendering will say what is wrong, and where
        return None


def _asks_at_run_time(tree: nodes.Template) -> bool:
    """Whether blocks are called by name, are alternatives, or stand in loops, where they see other variables."""
    names = {found.name for found in tree.find_all(nodes.Name)}
    if names & {"self", "super"} or any(block.required for block in tree.find_all(nodes.Block)):
        return True
    return any(kind.find(nodes.Block) for kind in tree.find_all((nodes.For, nodes.If, nodes.Macro, nodes.With)))


class _Overrider(NodeTransformer):
    def __init__(self, blocks: dict[str, nodes.Block]) -> None:
        self._blocks = blocks

    def visit_Block(self, node: nodes.Block) -> nodes.Node:  # noqa: N802 - a visitor's names
        own = self._blocks.get(node.name)
        if own is not None and own is not node:
            return own  # its own inner blocks are its own business: they cannot be named twice
        return self.generic_visit(node)


def _without_blocks(tree: nodes.Template) -> nodes.Template:
    result: nodes.Template = _Opener().visit(tree)
    return result


class _Opener(NodeTransformer):
    def visit_Block(self, node: nodes.Block) -> nodes.Node:  # noqa: N802
        return nodes.Scope(self.generic_visit(node).body, lineno=node.lineno)  # type: ignore[attr-defined]


class _Inliner(NodeTransformer):
    """Puts included templates where they are included, unless that is decided while rendering."""

    def __init__(self, parse: Parse, way: tuple[str, ...]) -> None:
        self._parse = parse
        self._way = way

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or name in self._way or node.ignore_missing or not node.with_context:
            return node
        try:
            included = self._parse(name)
        except Exception:  # noqa: BLE001 - rendering will say what is wrong, and where
            return node
        if any(included.find_all((nodes.Block, nodes.Extends))):
            return node
        inner = _Inliner(self._parse, (*self._way, name)).visit(included)
        return nodes.Scope(inner.body, lineno=node.lineno)
