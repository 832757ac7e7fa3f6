"""What we expect of Jinja's insides; docs/library-edges.md says why."""

import inspect
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from jinja2 import BaseLoader, Environment, Template, nodes, sandbox
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import babel_extract
from jinja2.runtime import Macro
from jinja2.visitor import NodeTransformer


def compiled(generator: type[CodeGenerator], text: str) -> str:
    """The Python code that a generator writes for a template."""
    environment = Environment(autoescape=True)
    environment.code_generator_class = generator
    code = environment.compile(environment.parse(text), raw=True)
    assert isinstance(code, str)
    return code


def test_jinja_code_generator_hooks() -> None:
    called: list[str] = []

    class Noting(CodeGenerator):
        def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
            called.append("pre")
            self.write("MARK(")

        def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
            called.append("post")
            self.write(")")

        def visit_EnvironmentAttribute(self, node: nodes.EnvironmentAttribute, frame: Frame) -> None:  # noqa: N802
            called.append("attribute")

    code = compiled(Noting, "{{ a }}")
    reason = "theming/templates/codegen writes how a value is escaped by overriding these methods of CodeGenerator"
    assert called == ["pre", "post"], reason
    assert "MARK(" in code, reason
    signature = list(inspect.signature(CodeGenerator.visit_Call).parameters)
    assert signature == ["self", "node", "frame", "forward_caller"], "theming/templates/codegen overrides visit_Call"
    for name in ("Template", "Getattr", "Test", "Filter", "Output", "EnvironmentAttribute"):
        assert hasattr(CodeGenerator, f"visit_{name}"), f"theming/templates/codegen overrides visit_{name}"


def test_jinja_output_goes_to_the_buffer_of_the_frame() -> None:
    class Buffered(CodeGenerator):
        def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
            assert frame.require_output_check is False
            frame.buffer = "BUFFER"
            super().visit_Output(node, frame)
            frame.buffer = None

    reason = "theming/templates/codegen makes one `yield` of an output by giving its frame a buffer's name"
    assert "BUFFER.extend((" in compiled(Buffered, "a{{ b }}c"), reason
    assert "BUFFER.append(" in compiled(Buffered, "{{ b }}"), reason


def test_jinja_templates_come_from_a_namespace() -> None:
    environment = Environment()
    code = environment.compile("{{ word }}", "a.html", "a.html")
    namespace: dict[str, Any] = {"environment": environment, "__file__": "a.html"}
    exec(code, namespace)
    template = Template._from_namespace(environment, namespace, {"word": "x"})
    reason = "theming/templates/environment makes templates from code with variables of its own"
    assert template.render() == "x", reason
    template._uptodate = lambda: False
    assert not template.is_up_to_date, "theming/templates/environment says by _uptodate that code is never stale"
    template = Template.from_code(environment, code, {"word": "x"}, lambda: True)
    assert "".join(template.root_render_func(template.new_context())) == "x", reason


class Only(BaseLoader):
    """One template."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, None]:
        return "{% macro m(a, b=1) %}<{{ a }}>{% endmacro %}", None, None


def test_jinja_macros_can_be_wrapped() -> None:
    module = Environment(autoescape=True, loader=Only()).get_template("a").make_module(None)
    macro = module.__dict__["m"]
    reason = "theming/templates/environment puts macros that remember into a module's __dict__"
    assert type(macro) is Macro, reason

    class Copy(Macro):
        def __init__(self, other: Macro) -> None:
            self.__dict__.update(other.__dict__)

    assert Copy(macro)("x") == macro("x") == "<x>", "theming/templates/environment copies a Macro's __dict__"


def test_jinja_nodes_that_take_templates_apart() -> None:
    environment = Environment(extensions=["jinja2.ext.i18n"])
    tree = environment.parse("{% block b %}{% include 'x' %}{% endblock %}{% from 'y' import m %}{{ a|upper }}")
    reason = "theming/templates/partial and inlining cut trees of these nodes and put them together anew"
    block = next(tree.find_all(nodes.Block))
    assert {"name", "body", "required"} <= set(block.fields), reason
    assert {"template", "with_context", "ignore_missing"} <= set(next(tree.find_all(nodes.Include)).fields), reason
    assert {"template", "names"} <= set(next(tree.find_all(nodes.FromImport)).fields), reason
    assert nodes.EnvironmentAttribute.fields == ("name",), reason
    assert nodes.Scope.fields == ("body",), reason
    assert nodes.If.fields == ("test", "body", "elif_", "else_"), reason
    made = nodes.Template([nodes.Output([nodes.TemplateData("x")], lineno=1)], lineno=1)
    made.set_environment(environment)
    assert environment.from_string(made).render() == "x", reason

    class Dropping(NodeTransformer):
        def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802
            return nodes.Scope([], lineno=node.lineno)

    assert not any(Dropping().visit(tree).find_all(nodes.Include)), reason


def statements() -> Iterator[str]:
    """Kinds of statements and of what changes the world around it."""
    for name, kind in vars(nodes).items():
        if isinstance(kind, type) and issubclass(kind, nodes.Stmt) and kind is not nodes.Stmt:
            yield name


def test_jinja_has_no_statements_that_we_do_not_know() -> None:
    known = (
        "Output Extends For If Macro CallBlock FilterBlock With Block Include Import FromImport ExprStmt Assign"
        " AssignBlock Continue Break Scope OverlayScope EvalContextModifier ScopedEvalContextModifier"
    ).split()
    assert sorted(statements()) == sorted(known), (
        "theming/templates/partial decides for each whether it may be cut out"
    )


def test_jinja_sandbox_lists_names_that_are_unsafe() -> None:
    reason = "theming/templates/codegen refuses beforehand what the sandbox refuses while rendering"
    assert "gi_frame" in sandbox.UNSAFE_GENERATOR_ATTRIBUTES, reason
    assert "cr_frame" in sandbox.UNSAFE_COROUTINE_ATTRIBUTES, reason
    assert "ag_frame" in sandbox.UNSAFE_ASYNC_GENERATOR_ATTRIBUTES, reason
    assert any("append" in names for _, names in sandbox._mutable_spec), reason


def test_jinja_extracts_phrases_as_babel_asks() -> None:
    found = list(babel_extract(BytesIO(b'{{ pgettext("a", "b") }}'), ["pgettext"], [], {}))
    reason = "theming/templates/extraction reads line, function and message"
    assert found == [(1, "pgettext", ("a", "b"), [])], reason


def test_jinja_sandbox_asks_for_attributes_by_two_methods() -> None:
    asked: list[str] = []

    class Noting(sandbox.ImmutableSandboxedEnvironment):
        def getattr(self, obj: Any, attribute: str) -> Any:
            asked.append(f".{attribute}")
            return super().getattr(obj, attribute)

        def getitem(self, obj: Any, argument: Any) -> Any:
            asked.append(f"[{argument}]")
            return super().getitem(obj, argument)

    reason = "theming/templates/library overrides getattr and getitem"
    assert Noting(autoescape=True).from_string("{{ a.real }}{{ a['imag'] }}").render(a=1) == "10", reason
    assert asked == [".real", "[imag]"], reason
