"""Templates taken apart: the fast way gives what the slow way gives, and does what it says it does."""

import pytest
from jinja2 import sandbox
from msgspec import structs

from gazeta.pages.views import LocaleView
from gazeta.theming.templates.codegen import GUARDED
from gazeta.theming.templates.environment import Renderer, library_of
from gazeta.theming.templates.library import ENTRY
from gazeta.theming.templates.template_errors import TemplateFailure
from gazeta.theming.theme import Theme
from theming.samples import (
    EDITIONS,
    PAGES,
    WIDGETS,
    article,
    card,
    catalog_tags,
    image,
    renderer,
    source,
    stamp,
    text,
    theme,
)
from theming.test_environment import made_of

CASES = [(name, number) for name, pages in PAGES.items() for number in range(len(pages))]


def fast(made: Renderer, name: str, page: object) -> str:
    """Without the help of the slow way."""
    return made._fast.get_template(ENTRY + name).render(page=page)


@pytest.mark.parametrize("tag", catalog_tags())
@pytest.mark.parametrize(("name", "number"), CASES)
def test_both_ways_are_equal(tag: str, name: str, number: int) -> None:
    made, page = renderer(tag), PAGES[name][number]
    assert fast(made, name, page) == made.render_slowly(name, page)


def site(source: str, **others: str) -> Theme:
    return made_of(article=source, **{f"parts/{name}": text for name, text in others.items()})


@pytest.mark.parametrize(
    "source",
    [
        "{{ locale.tag }}|{{ _('Language') }}|{{ inline(_('Summary')) }}",
        "{% if locale.feed %}a{% elif page.foreign %}b{% else %}c{% endif %}",
        "{% if page.foreign %}a{% elif locale.feed %}b{% elif locale.tag == 'x' %}d{% else %}c{% endif %}",
        "{{ 'a' if locale.tag == 'en' else page.lang }}",
        "{% for s in locale.sections %}{{ s.label }}{{ loop.index }}{% endfor %}",
        "{% for e in page.editions %}{{ locale.tag }}{{ loop.index }}{{ e.url }}{% endfor %}",
        "{% set locale = page %}{{ locale.lang }}",
        "{% set x = locale.tag %}{% if page.foreign %}{% set x = 'y' %}{% endif %}{{ x }}",
        "{% set x = page.lang %}{% if x %}{% set x = 1 %}{{ x }}{% endif %}{{ x }}",
        "{% macro attrs(t) %}mine{% endmacro %}{{ attrs(page.title) }}",
        "{% macro m(a, b='<') %}{{ a }}{{ b }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, 3, c=4) }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ page.title }}{% endcall %}",
        "{% from 'parts/other.html' import hello %}{{ hello(page.title) }}{{ hello(page.title) }}{{ hello('<b>') }}",
        "{% from 'parts/other.html' import hello as attrs %}{{ attrs(page.title) }}",
        "{% import 'parts/other.html' as other %}{{ other.hello(page.lang) }}",
        "{% set y = 5 %}{% include 'parts/inner.html' %}{{ y }}",
        "{% for y in [1, 2] %}{% include 'parts/inner.html' %}{% endfor %}",
        "{% include 'parts/' ~ 'inner' ~ '.html' %}",
        "{% include 'parts/none.html' ignore missing %}",
        "{% include ['parts/none.html', 'parts/other.html'] %}",
        "{{ page.nothing is defined }}{{ page.nothing|default('d') }}{{ page.title is defined }}",
        "{{ {'class': 'k', 'items': 3}['items'] }}{{ {'a': 1}.a }}",
        "{{ page.title.value.upper().replace('A', '<') }}{{ '%s'|format(page.lang) }}{{ '{}'.format('<') }}",
        "{{ page.editions|selectattr('translated')|map(attribute='tag')|join(',') }}",
        "{{ page.editions|rejectattr('translated')|list|length }}{{ page.editions|selectattr('tag', 'eq', 'en')|list }}",
        "{{ page.body|safe }}{{ page.body }}{{ page.summary }}{{ page.image.caption }}",
        "{% autoescape false %}{{ '<' }}{{ page.body }}{% endautoescape %}",
        "{% filter upper %}{{ page.title }}{{ locale.tag }}{% endfilter %}",
        "{% with a = locale.tag, b = page.lang %}{{ a }}{{ b }}{% endwith %}",
        "{% trans %}Language{% endtrans %}{% trans name=page.title %}a {{ name }}{% endtrans %}",
        "{% extends 'parts/base.html' %}{% set q = 1 %}{% block a %}mine{{ q }}{% endblock %}ignored",
        "{% extends 'parts/base.html' %}{% block a %}{{ super() }}+{% endblock %}",
        "{% extends 'parts/base.html' %}{% block b %}{% block c %}{{ page.lang }}{% endblock %}{% endblock %}",
        "{% extends 'parts/loop.html' %}{% block each %}{{ n }}{% endblock %}",
        "{% extends 'parts/base.html' if page.foreign else 'parts/loop.html' %}",
        "{% block a %}x{% endblock %}{{ self.a() }}",
        "{% set ns = namespace(n=0) %}{% for e in page.editions %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}",
        "{{ number(1234567) }}{{ number(page.editions|length) }}{{ date(page.published) }}{{ stamp(page.published) }}",
        # a macro's result is markup wherever it goes
        "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{% set b = m(page.lang) %}{{ b }}{{ m('<') ~ '<' }}{{ m('<')|trim }}",
        "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m(m('<')) }}{{ m('a') if page.lang else '' }}{{ [m('a'), '<']|join }}",
        "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{% with c = m('<') %}{{ c }}{% endwith %}{{ m(x='<') }}{{ {'a': m(1)}['a'] }}",
        # what is set in a branch of what is put in stays there
        "{% set z = 'Story' %}{% include 'parts/branch.html' %}{{ z }}",
        "{% set z = 'Story' %}{% block a %}{% if page.lang %}{% set z = 'other' %}{% endif %}{% endblock %}{{ z }}",
        "{% for z in [1, 2] %}{% include 'parts/branch.html' %}{{ z }}{% endfor %}",
        "{% extends 'parts/base.html' %}{% set q = 1 %}{% block a %}{% if 1 %}{% set q = 2 %}{% endif %}{% endblock %}"
        "{% block b %}{{ q }}{% endblock %}",
        "{% set loop = 1 %}{% include 'parts/loops.html' %}{% for y in [1, 2] %}{% include 'parts/loops.html' %}{% endfor %}",
        # generators are what Jinja makes of them
        "{% if page.editions|selectattr('nothing') %}yes{% endif %}",
        "{% set g = page.editions|selectattr('translated') %}{{ g|list|length }}{{ g|list|length }}",
        # equal arguments of different kinds
        "{% from 'parts/other.html' import hello %}{{ hello('<i>'|safe) }}{{ hello('<i>') }}{{ hello(1) }}{{ hello(true) }}",
        "{% from 'parts/other.html' import hello %}{{ hello(('<i>'|safe,)) }}{{ hello(('<i>',)) }}{{ hello((1,)) }}"
        "{{ hello((true,)) }}{{ hello(1.0) }}{{ hello([1]) }}{{ hello({'a': [2]}) }}{{ hello.name }}{{ hello }}",
        "{% from 'parts/count.html' import next %}{{ next() }}{{ next() }}",
        "{{ names(page.authors) }}{{ _('By %(authors)s', authors=page.authors) }}{{ language_name(page.lang) }}",
    ],
)
def test_whatever_a_template_does(source: str) -> None:
    others = {
        "other": "{% macro hello(x) %}Hello {{ x }} in {{ locale.tag }}{% endmacro %}O",
        "inner": "{% set z = y|default(page.lang) %}[{{ z }}{{ locale.tag }}]{% macro attrs(x) %}{% endmacro %}",
        "base": "<{% block a %}A{{ q|default('-') }}{% endblock %}{% block b %}B{{ locale.tag }}{% endblock %}>",
        "branch": "{% if page.lang %}{% set z = 'inside' %}{% endif %}{{ z }}",
        "loops": "{{ loop is defined }}{% for n in [1] %}{{ loop.index }}{% endfor %}",
        "count": "{% set ns = namespace(n=0) %}{% macro next() %}{% set ns.n = ns.n + 1 %}{{ ns.n }}{% endmacro %}",
        "loop": "{% for n in [1, 2] %}{% block each scoped %}{% endblock %}{% endfor %}",
    }
    made = renderer("pt-BR", site=site(source, **others))
    slow = made.render_slowly("article.html", article())
    assert made.render("article.html", article()) == slow
    assert made.render("article.html", structs.replace(article(), foreign=False)) == made.render_slowly(
        "article.html", structs.replace(article(), foreign=False)
    )


@pytest.mark.parametrize(
    "source",
    [
        "{{ page.__class__ }}",
        "{{ page.title.value.format.__globals__ }}",
        "{{ '{0.__class__}'.format(page) }}",
        "{{ page['__class__'] }}",
        "{{ page|attr('__class__') }}",
        "{{ (page.editions|list).append(1) }}",
        "{{ locale.assets.update({'a': 1}) }}",
        "{{ page.editions|map(attribute='__class__')|first }}",
        "{{ page.editions|selectattr('__class__')|list }}",
        "{% set f = '{0.__class__}'.format %}{{ f(page) }}",
        "{{ _.__self__ }}",
        "{{ attrs.__func__.__globals__ }}",
    ],
)
def test_neither_way_leads_out_of_the_sandbox(source: str) -> None:
    made = renderer(site=site(source))
    before = dict(locale_assets(made))
    with pytest.raises(Exception, match=r"unsafe|not safe|has no attribute|no attribute"):
        fast(made, "article.html", article())
    with pytest.raises(TemplateFailure):
        made.render("article.html", article())
    assert locale_assets(made) == before


def locale_assets(made: Renderer) -> dict[str, tuple[str, str]]:
    locale = made._whole.globals["locale"]
    assert isinstance(locale, LocaleView)
    return locale.assets


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("{% set locale = page %}{{ locale.lang }}", "“locale”"),
        ("{% for date in [1] %}{{ date }}{% endfor %}", "“date”"),
        ("{% macro attrs(t) %}mine{% endmacro %}{{ attrs(page.title) }}", "“attrs”"),
        ("{% autoescape false %}<{{ page.lang }}{% endautoescape %}", "escaped"),
        ("{% set x = page.nothing %}{{ x is defined }}", "nothing"),
        ("{{ {'a': page.lang}.a }}", "'a'"),
    ],
)
def test_what_is_left_to_jinja_says_why(source: str, why: str) -> None:
    made = renderer(site=site(source))
    text, said = made.made("article.html", article())
    assert text == made.render_slowly("article.html", article())
    assert why in said


@pytest.mark.parametrize(
    "source",
    [
        "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{% set b = m(page.lang) %}{{ b }}",
        "{% from 'parts/card.html' import card as show %}{{ show(page.related[0]) }}{{ show([1][0:0] or page.related[0]) }}",
        "{% extends 'broadsheet/article.html' %}{% block main %}{{ super() }}<p>More</p>{% endblock %}",
        "{% if page.nothing is defined %}{{ page.nothing }}{% endif %}{{ page.nothing|default('') }}",
    ],
)
def test_ordinary_overrides_take_the_quick_way(source: str) -> None:
    assert renderer(site=site(source)).made("article.html", article())[1] == ""


def test_what_the_sandbox_guards_is_never_read_directly() -> None:
    """Of the installed Jinja: another version may guard more."""
    assert set().union(*(names for _, names in sandbox._mutable_spec)) <= GUARDED


def test_what_macros_know_again_can_be_known_again() -> None:
    for value in (card(), image(), source(), stamp(), text("a"), *EDITIONS, *WIDGETS, *article().headings):
        assert hash(value) == hash(structs.replace(value))


def test_chrome_is_worked_out_once() -> None:
    parted = library_of(theme()).parted(ENTRY + "article.html")
    assert parted.count > 20
    constants = [const for const in parted.residual.co_consts if isinstance(const, str)]
    assert not any("Skip to content" in const for const in constants)


def test_shipped_templates_never_need_the_slow_way() -> None:
    for name, pages in PAGES.items():
        for page in pages:
            assert fast(renderer("ar"), name, page)
