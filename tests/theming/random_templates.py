"""Random templates, the same for the same seed: whatever Jinja's language has, put together without much sense."""

from collections.abc import Callable
from random import Random

NAMES = ("x", "y", "z", "label")
"""Few, so that templates get in each other's way."""
STRINGS = ("", "a", "<b>", "Story & co", "'", "{0}")
FIELDS: tuple[str, ...] = (
    *(
        "page.lang",
        "page.title",
        "page.title.value",
        "page.summary",
        "page.body",
        "page.foreign",
        "page.published.iso",
    ),
    *("locale.tag", "locale.site.value", "locale.feed", "locale.dir", "page.editions", "page.editions[0].tag"),
)
ODD = ("page.nothing", "page.source.name", "page.image.width")
"""Not always there: worth a test, and now and then an error."""
LISTS = (
    "page.editions",
    "page.headings[:2]",
    "locale.sections",
    "[1, 2, 3]",
    "('<i>', '<i>'|safe)",
    "[]",
    "range(3)",
)
OF_TEXTS = (
    *(
        "upper",
        "trim",
        "length",
        "list",
        "safe",
        "e",
        "string",
        "first",
        "join",
        "default('d')",
        "default('d', true)",
    ),
    *(
        "replace('a', '<')",
        "join(', ')",
        "batch(2)|list",
        "striptags",
        "title",
        "int",
        "sort",
        "tojson",
        "xml",
        "line",
    ),
)
OF_EDITIONS = (
    *("selectattr('translated')|list|length", "rejectattr('translated')|map(attribute='tag')|join(', ')", "length"),
    *(
        "selectattr('tag', 'eq', 'en')|map(attribute='url')|first",
        "map(attribute='label')|list",
        "selectattr('nothing')|list",
    ),
    *("selectattr('current')|first|attr('label')", "rejectattr('current')|list|length", "selectattr('current')|list"),
)
TESTS = ("defined", "undefined", "none", "string", "sameas(true)", "iterable", "in ['a', 1]", "mapping", "callable")
FUNCTIONS = (
    *("_('Language')", "_('By %(authors)s', authors=page.authors)", "attrs(page.title)", "inline(page.title)"),
    *("stamp(page.published)", "number(3)", "names(page.authors)", "language_name('pt')", "attrs('ar')"),
)


class Writer:
    """Writes one theme's templates: `article.html`, what it extends, includes and imports."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.macros: list[str] = []
        self.fields = FIELDS

    def theme(self) -> dict[str, str]:
        """Sources by name."""
        own = self.one(self.child, lambda: self.head() + self.body(3))
        sources = {
            "parts/library.html": self.library,
            "parts/inner.html": lambda: self.body(2, ()),
            "parts/deeper.html": lambda: self.body(1, ("parts/inner.html",)),
            "parts/base.html": self.parent,
            "parts/middle.html": lambda: self.child(("parts/base.html",)),
        }
        return {"article.html": own} | {name: self.written(name, source) for name, source in sources.items()}

    def written(self, name: str, source: Callable[[], str]) -> str:
        """A template that knows no other's macros; a library knows no page."""
        self.macros, self.fields = [], FIELDS
        if name == "parts/library.html":
            self.fields = tuple(field for field in FIELDS if not field.startswith("page"))
        return source()

    def one(self, *ways: Callable[[], str]) -> str:
        return self.dice.choice(ways)()

    def name(self) -> str:
        return self.dice.choice(NAMES)

    def library(self) -> str:
        """A template of macros."""
        top = f"{{% set {self.name()} = {self.expression(1)} %}}" if self.dice.random() < 0.3 else ""
        return top + "".join(self.macro(name) for name in ("hello", "show", "wrap"))

    def macro(self, name: str) -> str:
        parameters = ["a", *(f"{self.name()}={self.expression(0)}" for _ in range(self.dice.randrange(2)))]
        body = self.one(
            lambda: "<i>{{ a }}</i>" + self.statement(1, including=()),
            lambda: "[{{ a }}{{ caller() if caller is defined else '' }}]",
            lambda: "{{ varargs }}{{ kwargs }}{{ a }}",
            lambda: "{% for one in [a] %}{{ one }}{{ loop.index }}{% endfor %}",
        )
        return f"{{% macro {name}({', '.join(parameters)}) %}}{body}{{% endmacro %}}"

    def head(self) -> str:
        """Imports and macros of a template's own."""
        lines = ""
        if self.dice.random() < 0.7:
            context = self.dice.choice(("", "", " with context"))
            alias = self.dice.choice(("show", "show", "x"))
            lines += "{% from 'parts/library.html' import hello, show as " + alias + context + " %}"
            self.macros += ["hello", alias]
        if self.dice.random() < 0.3:
            lines += "{% import 'parts/library.html' as library %}"
            self.macros.append("library.wrap")
        if self.dice.random() < 0.5:
            name = self.dice.choice(("own", "own", "hello", "label"))
            lines += self.macro(name)
            self.macros.append(name)
        return lines

    def child(self, parents: tuple[str, ...] = ("parts/base.html", "parts/middle.html")) -> str:
        """A template that extends another one."""
        before = self.one(str, str, self.set, lambda: "a text", self.head)
        parent = self.one(
            lambda: repr(self.dice.choice(parents)), lambda: f"({self.dice.choice(parents)!r} if page.lang else '')"
        )
        after = self.head() + self.one(str, self.set, lambda: "lost", lambda: self.statement(1))
        blocks = "".join(
            f"{{% block {name} %}}{self.dice.choice(('', '{{ super() }}'))}{self.body(2)}{{% endblock %}}"
            for name in self.dice.sample(("one", "two", "three"), self.dice.randrange(1, 3))
        )
        return f"{before}{{% extends {parent} %}}{after}{blocks}"

    def parent(self) -> str:
        """One that is extended."""
        nested = self.dice.choice(("three", ""))
        inner = f"{{% block {nested} %}}{self.body(1)}{{% endblock %}}" if nested else ""
        loop = (
            "{% for y in [1, 2] %}{% block two"
            + self.dice.choice((" scoped", ""))
            + " %}{{ y }}{% endblock %}{% endfor %}"
        )
        two = self.one(
            lambda: loop, lambda: f"{{% block two %}}{self.body(1)}{{% endblock %}}", lambda: "{{ self.one() }}"
        )
        return f"{self.body(1)}{{% block one %}}{self.body(2)}{inner}{{% endblock %}}{self.body(1)}{two}"

    def body(self, depth: int, including: tuple[str, ...] = ("parts/inner.html", "parts/deeper.html")) -> str:
        if depth < 3 and "parts/deeper.html" in including and self.dice.random() < 0.6:
            including = ()
        return "".join(self.statement(depth, including) for _ in range(self.dice.randrange(1, 4)))

    def statement(self, depth: int, including: tuple[str, ...] = ()) -> str:
        """Text, an output, or something with a body."""
        plain = (self.output, self.output, lambda: self.dice.choice((" text\n", "<p>", "\n")), self.set)
        if not depth:
            return self.one(*plain)
        less = depth - 1

        def body() -> str:
            return self.body(less, including)

        return self.one(
            *plain,
            *((lambda: self.include(including),) * (2 if including else 0)),
            lambda: (
                f"{{% if {self.expression(1)} %}}{body()}{{% elif {self.expression(1)} %}}{body()}{{% else %}}{body()}{{% endif %}}"
            ),
            lambda: f"{{%- if {self.test()} -%}}\n {body()} {{%- endif %}}",
            lambda: self.loop(body),
            lambda: f"{{% with {self.name()} = {self.expression(1)} %}}{body()}{{% endwith %}}",
            lambda: f"{{% set {self.name()} %}}{body()}{{% endset %}}",
            lambda: f"{{% set {self.name()}|upper %}}{body()}{{% endset %}}",
            lambda: f"{{% filter {self.dice.choice(('upper', 'trim', 'e'))} %}}{body()}{{% endfilter %}}",
            lambda: self.call(body) if self.macros else body(),
            lambda: (
                "{% set ns = namespace(n=0) %}{% for one in [1, 2] %}{% set ns.n = ns.n + one %}{% endfor %}{{ ns.n }}"
            ),
            lambda: "{% trans %}Language{% endtrans %}{% trans a=page.lang %}a {{ a }}{% endtrans %}",
            lambda: (
                self.dice.choice(("{% autoescape false %}", "{% autoescape true %}")) + body() + "{% endautoescape %}"
                if self.dice.random() < 0.04
                else body()
            ),
        )

    def call(self, body: Callable[[], str]) -> str:
        parameter = self.dice.choice(("", "", "(y)"))
        return f"{{% call{parameter} {self.called()}({self.expression(1)}) %}}{body()}{{% endcall %}}"

    def name_or(self, other: str) -> str:
        return self.dice.choice((self.name(), other, other))

    def include(self, including: tuple[str, ...]) -> str:
        name = self.dice.choice(including)
        how = self.dice.choice(("", "", "", " without context", " with context", " ignore missing"))
        written = self.dice.choice(
            (repr(name), repr(name), f"'parts/' ~ {name[6:]!r}", f"['missing.html', {name!r}]")
        )
        return f"{{% include {written}{how} %}}"

    def loop(self, body: Callable[[], str]) -> str:
        what = self.dice.choice(
            ("{{ loop.index }}", "{{ loop.first }}", "{{ loop.cycle('a', '<') }}", "", "{{ loop.changed(1) }}")
        )
        test = self.dice.choice(("", "", "", f" if {self.name()} is defined"))
        target = self.name()
        other = f"{{% else %}}{body()}" if self.dice.random() < 0.3 else ""
        return f"{{% for {target} in {self.dice.choice(LISTS[-5:] if self.fields != FIELDS else LISTS)}{test} %}}{what}{body()}{other}{{% endfor %}}"

    def set(self) -> str:
        first = self.dice.choice(NAMES + (("page", "locale", "date") if self.dice.random() < 0.01 else ()))
        pair = f"{{% set {first}, {self.name()} = {self.expression(1)}, {self.expression(1)} %}}"
        one = f"{{% set {first} = {self.expression(2)} %}}"
        return self.dice.choice((one, one, one, pair))

    def output(self) -> str:
        return "{{ " + self.expression(2) + " }}"

    def test(self) -> str:
        return f"{self.name_or(self.dice.choice(FIELDS + ODD if self.fields == FIELDS else self.fields))} is {self.dice.choice(('', 'not '))}{self.dice.choice(TESTS)}"

    def called(self) -> str:
        return self.dice.choice(self.macros)

    def expression(self, depth: int) -> str:
        """A value; mostly one that is there, for an error ends the comparison."""
        atoms = (
            lambda: self.dice.choice(self.fields),
            lambda: self.dice.choice(self.fields if self.dice.random() < 0.98 else ODD),
            lambda: repr(self.dice.choice(STRINGS)),
            lambda: self.dice.choice(("1", "true", "none", "1.0", "0", "'<i>'|safe")),
            lambda: f"{self.name()}|default({self.dice.choice(STRINGS)!r})",
            lambda: self.dice.choice(FUNCTIONS[-2:] if self.fields != FIELDS else FUNCTIONS),
        )
        if not depth:
            return self.one(*atoms)

        name = self.name()

        def inner() -> str:
            return self.expression(depth - 1)

        more = (
            lambda: f"{inner()} ~ {inner()}",
            lambda: f"({inner()} if {self.test()} else {inner()})",
            lambda: f"({inner()})|string|{self.dice.choice(OF_TEXTS)}",
            lambda: f"page.editions|{self.dice.choice(OF_EDITIONS)}" if self.fields == FIELDS else inner(),
            lambda: f"[{inner()}, {inner()}]|join",
            lambda: f"({inner()}, {inner()})",
            lambda: f"({inner()} == {inner()})",
            lambda: (
                "{'a': "
                + inner()
                + ", 'items': 2}"
                + self.dice.choice(("['a']", "['a']", "['a']", ".a", "['items']"))
            ),
            lambda: f"({self.test()})",
            lambda: f"({name} if {name} is defined else {inner()})",
            lambda: name if self.dice.random() < 0.2 else f"{name}|default('')",
        )
        calls = (lambda: f"{self.called()}({inner()})", lambda: f"{self.called()}(({inner()},))") * 2
        return self.one(*atoms, *more, *(calls if self.macros else ()))
