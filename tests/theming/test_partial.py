"""Templates taken apart: the fast way gives what the slow way gives, and does what it says it does."""

import pytest
from msgspec import structs

from gazeta.theming.templates.environment import Renderer, library_of
from gazeta.theming.templates.library import ENTRY
from gazeta.theming.templates.trouble import TemplateFailure
from gazeta.theming.theme import Theme
from theming.samples import PAGES, article, catalog_tags, renderer, theme
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
        "{{ names(page.authors) }}{{ _('By %(authors)s', authors=page.authors) }}{{ language_name(page.lang) }}",
    ],
)
def test_whatever_a_template_does(source: str) -> None:
    others = {
        "other": "{% macro hello(x) %}Hello {{ x }} in {{ locale.tag }}{% endmacro %}O",
        "inner": "{% set z = y|default(page.lang) %}[{{ z }}{{ locale.tag }}]{% macro attrs(x) %}{% endmacro %}",
        "base": "<{% block a %}A{{ q|default('-') }}{% endblock %}{% block b %}B{{ locale.tag }}{% endblock %}>",
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
    assets: dict[str, tuple[str, str]] = made._whole.globals["locale"].assets
    return assets


def test_chrome_is_worked_out_once() -> None:
    parted = library_of(theme()).parted(ENTRY + "article.html")
    assert parted.count > 20
    constants = [const for const in parted.residual.co_consts if isinstance(const, str)]
    assert not any("Skip to content" in const for const in constants)


def test_shipped_templates_never_need_the_slow_way() -> None:
    for name, pages in PAGES.items():
        for page in pages:
            assert fast(renderer("ar"), name, page)
